import { el } from './dom.js'
import { byTouch } from './drawer.js'
import { menuButton } from './menu.js'
import { offers } from './offers.js'

/**
 * A box to write in. `parts()` gives the current `{ label, short, words, commands, shortcuts, also }`; the
 * short label is for a narrow page. `send(text, also)` resolves true when the box is to stay empty;
 * `attach(file)` shares a file; `run(callbackId)` runs a shortcut.
 */
export function composer(parts, { send, attach, run }) {
  const box = el('textarea', { rows: 1, 'aria-autocomplete': 'list', onkeydown: key })
  const offered = offers(box, parts)
  const button = el('button', { type: 'button', class: 'primary', onclick: submit })
  const also = alsoSwitch()
  const attachment = attachButton(attach)
  const menu = shortcutMenu(run)
  const row = el('div', { class: 'row' }, attachment.nodes, box, menu.node, button)
  const note = el('p', { class: 'faint note', hidden: true })

  async function submit() {
    const text = box.value.trim()
    if (text === '') return
    box.value = ''
    offered.refresh()
    const isDone = await send(text, also.box.checked)
    if (isDone) also.box.checked = false
    else if (box.value === '') box.value = text
  }

  function key(event) {
    if (event.isComposing || offered.key(event)) return
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    submit()
  }

  return {
    node: el('div', { class: 'composer' }, offered.list, row, also.row, offered.hint, note),
    focus: () => box.focus(),
    /** Puts words into the box, for the person to send. */
    fill(text) {
      box.value = text
      offered.refresh()
      box.focus()
    },
    /**
     * Shows the current language and place; `closed` is the reason why nothing can be written, undefined when
     * it can.
     */
    relabel(closed) {
      const { label, short, words, also: alsoTo, shortcuts } = parts()
      const isOpen = closed === undefined
      row.hidden = offered.hint.hidden = !isOpen
      note.hidden = !closed
      note.textContent = closed || ''
      also.relabel(isOpen ? alsoTo : undefined)
      box.placeholder = byTouch() ? short : label
      box.setAttribute('aria-label', label)
      button.textContent = words.send
      attachment.relabel(words)
      menu.relabel(shortcuts, words)
    },
  }
}

/** The box that sends a reply to the channel too. */
function alsoSwitch() {
  const box = el('input', { type: 'checkbox' })
  const text = el('span')
  const row = el('label', { class: 'option faint', hidden: true }, box, text)
  return {
    box,
    row,
    relabel(label) {
      row.hidden = !label
      text.textContent = label ?? ''
    },
  }
}

function attachButton(attach) {
  const picker = el('input', {
    type: 'file',
    hidden: true,
    onchange: async () => {
      const [file] = picker.files
      if (file) await attach(file)
      picker.value = ''
    },
  })
  const clip = el('button', { type: 'button', class: 'clip', text: '＋', onclick: () => picker.click() })
  return {
    nodes: [clip, picker],
    relabel(words) {
      clip.setAttribute('aria-label', words.attach)
      clip.title = words.attach
    },
  }
}

/** The menu of the app's shortcuts, empty where it has none. */
function shortcutMenu(run) {
  const node = el('span')
  let painted = ''
  return {
    node,
    relabel(shortcuts, words) {
      const says = JSON.stringify([shortcuts, words.lang])
      if (says === painted) return
      painted = says
      const items = shortcuts.map(({ name, callbackId }) => ({ text: name, choose: () => run(callbackId) }))
      const button = () => menuButton({ label: words.shortcuts, sign: '⚡', className: '' }, items)
      node.replaceChildren(...(items.length > 0 ? [button()] : []))
    },
  }
}
