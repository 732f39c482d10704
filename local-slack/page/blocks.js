import { control } from './controls.js'
import { byId, el } from './dom.js'
import { mrkdwn } from './mrkdwn.js'
import { richText } from './rich-text.js'

const textNode = (text, names) =>
  el('span', { class: 'text' }, text.type === 'mrkdwn' ? mrkdwn(text.text, names) : text.text)

/**
 * Blocks as Slack shows them. `act` hears `{ do, actionId, blockId, given }`; `input` paints input blocks, in a modal.
 */
export function blocks(list, context) {
  return list.map(block => el('div', { class: `block ${block.type}` }, painted(block, context)))
}

function painted(block, context) {
  const { names, act } = context
  switch (block.type) {
    case 'header':
      return el('h3', { text: block.text.text })
    case 'divider':
      return el('hr')
    case 'rich_text':
      return richText(block, names)
    case 'context':
      return block.elements.map(one =>
        one.type === 'image' ? el('img', { src: one.image_url, alt: one.alt_text }) : textNode(one, names),
      )
    case 'section':
      return [
        el(
          'div',
          { class: 'section-text' },
          block.text && textNode(block.text, names),
          block.fields &&
            el(
              'div',
              { class: 'fields' },
              block.fields.map(field => textNode(field, names)),
            ),
        ),
        block.accessory && interactive(block.accessory, block, context),
      ]
    case 'actions':
      return block.elements.map(element => interactive(element, block, context))
    case 'image':
      return el('img', { src: block.image_url, alt: block.alt_text })
    case 'input':
      return context.input?.(block)
    default:
      return el('code', { text: `${block.type}${act ? '' : ' '}` })
  }
}

function interactive(element, block, { act, names, words }) {
  const where = { actionId: element.action_id, blockId: block.block_id }
  if (element.type === 'button') return button(element, () => act({ do: 'press', ...where }))
  if (element.type === 'overflow')
    return overflow(element, words, given => act({ do: 'choose', ...where, given }))
  return control(element, {
    label: element.placeholder?.text ?? words.choose,
    change: given => given !== null && act({ do: 'choose', ...where, given }),
    names,
    words,
  })
}

function button(element, press) {
  return el('button', {
    type: 'button',
    class: `act ${element.style ?? ''}`,
    'aria-label': element.accessibility_label,
    text: element.text.text,
    onclick: async () => (!element.confirm || (await confirmed(element.confirm))) && press(),
  })
}

/** Slack's question before an action; resolves true when the person agrees. */
function confirmed({ title, text, confirm, deny, style }) {
  const dialog = byId('confirm')
  dialog.returnValue = ''
  dialog.setAttribute('aria-label', title.text)
  dialog.replaceChildren(
    el(
      'form',
      { method: 'dialog' },
      el('h2', { text: title.text }),
      el('p', { text: text.text }),
      el(
        'menu',
        {},
        el('button', { value: '', text: deny.text }),
        el('button', { value: 'yes', class: style ?? 'primary', text: confirm.text, autofocus: true }),
      ),
    ),
  )
  dialog.showModal()
  return new Promise(resolve =>
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }),
  )
}

function overflow(element, words, choose) {
  const items = el(
    'div',
    { class: 'menu', popover: 'auto', role: 'menu', ontoggle: event => place(event.newState === 'open') },
    element.options.map(option =>
      el('button', {
        type: 'button',
        role: 'menuitem',
        text: option.text.text,
        onclick: () => {
          items.hidePopover()
          choose(option.value)
        },
      }),
    ),
  )
  const opener = el('button', { type: 'button', class: 'act', 'aria-label': words.more, text: '⋯' })
  opener.popoverTargetElement = items

  function place(open) {
    if (!open) return
    const { left, top, bottom } = opener.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = items
    items.style.left = `${Math.max(4, Math.min(left, innerWidth - width - 8))}px`
    items.style.top = `${bottom + height + 8 < innerHeight ? bottom + 4 : Math.max(4, top - height - 4)}px`
    items.firstChild.focus()
  }
  return el('span', {}, opener, items)
}
