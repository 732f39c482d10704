import { el } from './dom.js'
import { byTouch } from './drawer.js'
import { menuButton } from './menu.js'
import { offers } from './offers.js'

/**
 * A box to write in. `parts()` gives `{ label, short, words, commands, shortcuts, also }` of the moment, the short label for a
 * narrow page. `send(text, also)` resolves true when the words are gone and the box is to stay empty; `attach(file)` shares a
 * file; `run(callbackId)` runs a shortcut.
 */
export function composer(parts, { send, attach, run }) {
  const box = el('textarea', { rows: 1, 'aria-autocomplete': 'list', onkeydown: key })
  const offered = offers(box, () => parts())
  const button = el('button', { type: 'button', class: 'primary', onclick: submit })
  const also = el('input', { type: 'checkbox' })
  const alsoText = el('span')
  const alsoRow = el('label', { class: 'option faint', hidden: true }, also, alsoText)
  const picker = el('input', { type: 'file', hidden: true, onchange: take })
  const clip = el('button', { type: 'button', class: 'clip', text: '＋', onclick: () => picker.click() })
  const menu = el('span')
  const row = el('div', { class: 'row' }, clip, picker, box, menu, button)
  const note = el('p', { class: 'faint note', hidden: true })
  let written = ''

  async function submit() {
    const text = box.value.trim()
    if (text === '') return
    box.value = ''
    offered.refresh()
    const done = await send(text, also.checked)
    if (done) also.checked = false
    else if (box.value === '') box.value = text
  }

  async function take() {
    const [file] = picker.files
    if (file) await attach(file)
    picker.value = ''
  }

  function key(event) {
    if (event.isComposing || offered.key(event)) return
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    submit()
  }

  /** The menu of the app's shortcuts, where it has any. */
  function paintMenu({ shortcuts, words }) {
    const says = JSON.stringify([shortcuts, words.lang])
    if (says === written) return
    written = says
    const items = shortcuts.map(({ name, callbackId }) => ({ text: name, choose: () => run(callbackId) }))
    menu.replaceChildren(
      ...(items.length > 0 ? [menuButton({ label: words.shortcuts, sign: '⚡', className: '' }, items)] : []),
    )
  }

  return {
    node: el('div', { class: 'composer' }, offered.list, row, alsoRow, offered.hint, note),
    focus: () => box.focus(),
    /** Puts words into the box, for the person to send. */
    fill(text) {
      box.value = text
      offered.refresh()
      box.focus()
    },
    /** Takes over the language and the place of the moment; `closed` says why nothing can be written, '' without
     * words; undefined when it can. */
    relabel(closed) {
      const { label, short, words, also: alsoTo, ...rest } = parts()
      const open = closed === undefined
      row.hidden = offered.hint.hidden = !open
      note.hidden = !closed
      note.textContent = closed || ''
      alsoRow.hidden = !open || !alsoTo
      alsoText.textContent = alsoTo ?? ''
      box.placeholder = byTouch() ? short : label
      box.setAttribute('aria-label', label)
      button.textContent = words.send
      clip.setAttribute('aria-label', words.attach)
      clip.title = words.attach
      paintMenu({ ...rest, words })
    },
  }
}
