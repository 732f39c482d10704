import { byId, el } from './dom.js'

const said = new WeakMap()
const waiting = new WeakMap()
const controls = 'button, a[href], select, input, textarea'

/**
 * Makes the children of a region those of `items`, `{ key, says, node() }`. What says the same as before is left alone, so
 * that nobody loses the focus, an open menu or a choice half made.
 */
export function keep(region, items) {
  const wanted = new Set(items.map(item => item.key))
  for (const node of [...region.children]) if (!wanted.has(node.dataset.key)) discard(region, node)
  const there = new Map([...region.children].map(node => [node.dataset.key, node]))
  let at = region.firstElementChild
  for (const { key, says, node } of items) {
    const old = there.get(key)
    const now = old && said.get(old) === says ? old : node()
    if (now !== old) {
      now.dataset.key = key
      said.set(now, says)
      if (at === old) at = now
      if (old) instead(old, now)
    }
    if (now === at) at = at.nextElementSibling
    else region.insertBefore(now, at)
  }
}

/** Paints a region anew only when it would say something else; the focus stays at the control of the same place. */
export function replace(id, nodes, also = '') {
  const region = byId(id)
  const says = el('div', {}, nodes).innerHTML + also
  if (said.get(region) === says) return
  said.set(region, says)
  const refocus = focusIn(region)
  region.replaceChildren(...nodes)
  refocus(region)
}

function instead(old, now) {
  const refocus = focusIn(old)
  old.replaceWith(now)
  refocus(now)
}

function discard(region, node) {
  const focused = node.contains(document.activeElement)
  node.remove()
  if (focused) region.focus()
}

/** Remembers which control has the focus; what it returns gives it to that of another node, once it can take it. */
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
