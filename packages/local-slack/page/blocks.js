import { confirmed } from './confirm.js'
import { control } from './controls.js'
import { el } from './dom.js'
import { menuButton } from './menu.js'
import { textNode } from './mrkdwn.js'
import { richText } from './rich-text.js'
import { initialOf } from './values.js'

/**
 * Blocks as Slack shows them. `act` is called with `{ do, actionId, blockId, given }`; `input` paints a
 * view's inputs.
 */
export function blocks(list, context) {
  return list.map(block => el('div', { class: `block ${block.type}` }, painted(block, context)))
}

function painted(block, context) {
  const { names, words } = context
  switch (block.type) {
    case 'header':
      return el('h2', { text: block.text.text })
    case 'divider':
      return el('hr')
    case 'rich_text':
      return richText(block, names)
    case 'markdown':
      return el('span', { class: 'text', text: block.text })
    case 'context':
      return block.elements.map(one => (one.type === 'image' ? picture(one) : textNode(one, names)))
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
      return [block.title && el('div', { class: 'faint', text: block.title.text }), picture(block)]
    default:
      return block.type === 'input' && context.input
        ? context.input(block)
        : el('p', { class: 'faint', text: words.notHere(block.type) })
  }
}

const picture = ({ image_url, alt_text }) => el('img', { src: image_url, alt: alt_text })

function interactive(element, block, { act, names, words }) {
  const where = { actionId: element.action_id, blockId: block.block_id }
  const isConfirmed = async () => !element.confirm || (await confirmed(element.confirm, names))
  if (element.type === 'image') return picture(element)
  if (element.type === 'button') return button(element, isConfirmed, () => act({ do: 'press', ...where }))
  if (element.type === 'overflow')
    return menuButton(
      { label: words.more, sign: '⋯' },
      element.options.map(({ text, value, url }) => ({
        text: text.text,
        choose: async () => {
          if (!(await isConfirmed())) return
          if (url) visit(url)
          act({ do: 'choose', ...where, given: value })
        },
      })),
    )
  const create = () =>
    control(element, {
      label: element.placeholder?.text ?? words.choose,
      value: initialOf(element),
      change: async given => {
        if (given === null) return
        if (await isConfirmed()) return act({ do: 'choose', ...where, given })
        const again = create()
        node.replaceWith(again)
        node = again
      },
      names,
      words,
    })
  let node = create()
  return node
}

const button = (element, isConfirmed, press) =>
  el('button', {
    type: 'button',
    class: `act ${element.style ?? ''}`,
    'aria-label': element.accessibility_label,
    text: element.text.text,
    onclick: async () => {
      if (!(await isConfirmed())) return
      if (element.url) visit(element.url)
      press()
    },
  })

const visit = url => /^https?:/.test(url) && open(url, '_blank', 'noreferrer')
