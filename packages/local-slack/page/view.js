import { blocks } from './blocks.js'
import { control } from './controls.js'
import { el } from './dom.js'
import { valueIn } from './values.js'

const typed = new Map()

/** The person's input in a view that the workspace does not have yet, by block. */
export const typedInto = ({ id }) => typed.get(id) ?? {}

/** The blocks of a modal or a Home tab. Typed input survives an update of the view by the app. */
export function viewBlocks(view, { names, words, send }) {
  const values = typedInto(view)
  typed.set(view.id, values)
  const act = did => send({ viewId: view.id, values, ...did })

  function input(block) {
    const { element, block_id: blockId, label, hint, optional } = block
    const { action_id: actionId } = element
    const id = `input-${view.id}-${blockId}`
    const tell = given => given !== null && act({ do: 'choose', actionId, blockId, given })
    const onEnter = block.dispatch_action && element.type.endsWith('_input')
    const onCharacter = element.dispatch_action_config?.trigger_actions_on.includes('on_character_entered')
    const node = control(element, {
      id,
      label: label.text,
      described: `error-${id}`,
      value: blockId in values ? values[blockId] : valueIn(view.values[blockId]?.[actionId] ?? {}),
      change: given => {
        values[blockId] = given
        if (block.dispatch_action && (!onEnter || onCharacter)) tell(given)
      },
      names,
      words,
    })
    if (onEnter && !onCharacter && !element.multiline)
      node.addEventListener('keydown', event => {
        if (event.key !== 'Enter' || event.isComposing) return
        event.preventDefault()
        tell(node.value)
      })
    return [
      el('label', { for: id }, label.text, optional && el('span', { class: 'faint', text: words.optional })),
      node,
      hint && el('div', { class: 'faint', text: hint.text }),
      el('div', { class: 'error', id: `error-${id}`, 'data-block': blockId, role: 'alert' }),
    ]
  }
  return blocks(view.fields.blocks, { names, words, input, act })
}

/** Shows the errors of a submission under their inputs and focuses the first. */
export function showErrors(view, form, { errors, words }) {
  for (const place of form.querySelectorAll('.error[data-block]')) {
    const error = errors[place.dataset.block]
    place.textContent = error ? (words[error] ?? error) : ''
    inputOf(view, place.dataset.block)?.setAttribute('aria-invalid', String(Boolean(error)))
  }
  inputOf(view, Object.keys(errors)[0])?.focus()
}

/** The control of a block's input; in a group of boxes the first one. */
function inputOf(view, blockId) {
  const node = document.getElementById(`input-${view.id}-${blockId}`)
  return node?.querySelector('input') ?? node
}
