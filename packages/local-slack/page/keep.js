import { byId, el } from './dom.js'

const saidBy = new WeakMap()
const waiting = new WeakMap()
const controls = 'button, a[href], select, input, textarea'

/**
 * Updates the children of a region to `items`, `{ key, says, node() }`. An item whose `says` is unchanged
 * keeps its node, and with it the focus, an open menu or a half-made choice.
 */
export function keep(region, items) {
  const wanted = new Set(items.map(item => item.key))
  for (const node of [...region.children]) if (!wanted.has(node.dataset.key)) discard(region, node)
  const there = new Map([...region.children].map(node => [node.dataset.key, node]))
  let at = region.firstElementChild
  for (const { key, says, node } of items) {
    const old = there.get(key)
    const now = old && saidBy.get(old) === says ? old : node()
    if (now !== old) {
      now.dataset.key = key
      saidBy.set(now, says)
      if (at === old) at = now
      if (old) swap(old, now)
    }
    if (now === at) at = at.nextElementSibling
    else region.insertBefore(now, at)
  }
}

/**
 * Replaces the content of a region only when it has changed; the focus stays at the control in the same
 * position.
 */
export function replace(id, nodes, also = '') {
  const region = byId(id)
  const says = el('div', {}, nodes).innerHTML + also
  if (saidBy.get(region) === says) return
  saidBy.set(region, says)
  const refocus = focusIn(region)
  region.replaceChildren(...nodes)
  refocus(region)
}

function swap(old, now) {
  const refocus = focusIn(old)
  old.replaceWith(now)
  refocus(now)
}

function discard(region, node) {
  const focused = node.contains(document.activeElement)
  node.remove()
  if (focused) region.focus()
}

/**
 * Remembers the focused control; the returned function focuses the one in its position in another node, once
 * it can.
 */
function focusIn(node) {
  const { activeElement } = document
  const index = node.contains(activeElement)
    ? [...node.querySelectorAll(controls)].indexOf(activeElement)
    : activeElement === document.body
      ? (waiting.get(node) ?? -1)
      : -1
  return now => {
    waiting.delete(node)
    if (index < 0) return
    const all = now.querySelectorAll(controls)
    const control = all[index] ?? all[0]
    control?.focus()
    if (control && document.activeElement !== control) waiting.set(now, index)
  }
}
