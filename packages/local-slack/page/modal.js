import { byId, el } from './dom.js'
import { showErrors, typedInto, viewBlocks } from './view.js'

let painted = ''
let busy = false

/** Shows the person's modal, or none. `send(did)` resolves with `{ error, errors }`. */
export function paintModal(view, { user, names, words, send }) {
  const dialog = byId('modal')
  const key = view ? `${user} ${view.id} ${view.hash}` : ''
  if (key === painted) return
  const same = view && painted.startsWith(`${user} ${view.id} `)
  painted = key
  if (!view) return dialog.close()
  const { fields } = view
  const close = () => send({ do: 'close', viewId: view.id })

  async function submit(event) {
    event.preventDefault()
    if (busy) return
    busy = true
    const button = dialog.querySelector('[type=submit]')
    button.setAttribute('aria-busy', 'true')
    const { errors = {} } = await send({ do: 'submit', viewId: view.id, values: typedInto(view) }).finally(
      () => {
        busy = false
        button.removeAttribute('aria-busy')
      },
    )
    if (painted === key) showErrors(view, dialog, { errors, words })
  }

  dialog.setAttribute('aria-label', fields.title.text)
  dialog.oncancel = event => {
    event.preventDefault()
    close()
  }
  const restore = same && rememberPlace(dialog)
  dialog.replaceChildren(
    el(
      'form',
      { novalidate: true, onsubmit: submit },
      el('h2', { text: fields.title.text }),
      el('div', { class: 'fields-of-form', tabindex: '-1' }, viewBlocks(view, { names, words, send })),
      el('div', { class: 'error failed', role: 'alert' }),
      el(
        'menu',
        {},
        el('button', { type: 'button', text: fields.close?.text ?? words.close, onclick: close }),
        fields.submit && el('button', { type: 'submit', class: 'primary', text: fields.submit.text }),
      ),
    ),
  )
  if (!dialog.open) dialog.showModal()
  if (restore) restore()
  else dialog.querySelector('.fields-of-form').querySelector('input, select, textarea, button')?.focus()
}

/** Remembers the form's scroll position and focused input; the returned function restores both. */
function rememberPlace(dialog) {
  const { scrollTop } = dialog.querySelector('.fields-of-form')
  const { id } = document.activeElement
  return () => {
    dialog.querySelector('.fields-of-form').scrollTop = scrollTop
    if (id) byId(id)?.focus({ preventScroll: true })
  }
}
