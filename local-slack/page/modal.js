import { blocks } from './blocks.js'
import { control } from './controls.js'
import { byId, el } from './dom.js'

let painted = ''
let given = { view: '', values: {} }

/** Shows the person's modal, or none. `send(did)` resolves with `{ error, errors }`. */
export function paintModal(view, { user, names, words, send, act }) {
  const dialog = byId('modal')
  const key = view ? `${user} ${view.id} ${view.hash}` : ''
  if (key === painted) return
  painted = key
  if (!view) return dialog.close()
  if (given.view !== view.id) given = { view: view.id, values: {} }
  const { values } = given
  const { fields } = view
  const close = () => send({ do: 'close', viewId: view.id })

  async function submit(event) {
    event.preventDefault()
    const { errors = {} } = await send({ do: 'submit', viewId: view.id, values })
    showErrors(dialog, errors, words)
  }

  function input(block) {
    const { element, block_id: blockId } = block
    const held = view.values[blockId]?.[element.action_id]
    const id = `input-${blockId}`
    const change = value => {
      values[blockId] = value
    }
    const optional = block.optional ? el('span', { class: 'faint', text: words.optional }) : undefined
    const label = block.label.text
    return [
      el('label', { for: id }, label, optional),
      control(element, {
        id,
        label,
        described: `error-${blockId}`,
        held: overHeld(held, values[blockId]),
        change,
        names,
        words,
      }),
      block.hint && el('div', { class: 'faint', text: block.hint.text }),
      el('div', { class: 'error', id: `error-${blockId}`, 'data-block': blockId, role: 'alert' }),
    ]
  }

  dialog.setAttribute('aria-label', fields.title.text)
  dialog.oncancel = event => {
    event.preventDefault()
    close()
  }
  dialog.replaceChildren(
    el(
      'form',
      { novalidate: true, onsubmit: submit },
      el('h2', { text: fields.title.text }),
      el(
        'div',
        { class: 'fields-of-form' },
        blocks(fields.blocks, { names, words, input, act: did => act({ viewId: view.id, ...did }) }),
      ),
      el(
        'menu',
        {},
        el('button', { type: 'button', text: fields.close?.text ?? words.close, onclick: close }),
        fields.submit && el('button', { type: 'submit', class: 'primary', text: fields.submit.text }),
      ),
    ),
  )
  if (!dialog.open) dialog.showModal()
}

/** What was typed stands over what the view held, where the app repaints a form under a person's hands. */
const overHeld = (held, typed) =>
  typeof typed === 'string' && held && !('selected_option' in held)
    ? { value: typed, selected_user: typed }
    : held

function showErrors(dialog, errors, words) {
  for (const place of dialog.querySelectorAll('.error')) {
    const error = errors[place.dataset.block]
    place.textContent = error ? (words[error] ?? error) : ''
    byId(`input-${place.dataset.block}`)?.setAttribute('aria-invalid', String(Boolean(error)))
  }
  const first = Object.keys(errors)[0]
  if (first) byId(`input-${first}`)?.focus()
}
