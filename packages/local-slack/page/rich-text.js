import { el } from './dom.js'
import { link, mention, room } from './mrkdwn.js'

const wrappers = { code: 'code', bold: 'b', italic: 'i', strike: 's', underline: 'u' }

function inline(piece, names) {
  return Object.entries(wrappers).reduce(
    (node, [style, tag]) => (piece.style?.[style] ? el(tag, {}, node) : node),
    plain(piece, names),
  )
}

function plain(piece, { users, rooms }) {
  switch (piece.type) {
    case 'user':
      return mention(users[piece.user_id]?.name ?? piece.user_id)
    case 'channel':
      return room(rooms[piece.channel_id]?.name ?? piece.channel_id)
    case 'broadcast':
      return mention(piece.range)
    case 'link':
      return link(piece.url, piece.text)
    case 'emoji':
      return piece.unicode
        ? String.fromCodePoint(...piece.unicode.split('-').map(hex => Number.parseInt(hex, 16)))
        : `:${piece.name}:`
    case 'date':
      return piece.fallback ?? new Date(piece.timestamp * 1000).toISOString()
    default:
      return document.createTextNode(piece.text ?? '')
  }
}

const tags = { rich_text_quote: 'blockquote', rich_text_preformatted: 'pre', rich_text_section: 'p' }

/** A rich_text block. */
export function richText(block, names) {
  const all = pieces => pieces.map(piece => inline(piece, names))
  const parts = block.elements.map(part => {
    if (part.type !== 'rich_text_list') return el(tags[part.type] ?? 'p', {}, all(part.elements))
    const list = el(
      part.style === 'ordered' ? 'ol' : 'ul',
      { class: `indent-${part.indent ?? 0}` },
      part.elements.map(item => el('li', {}, all(item.elements))),
    )
    if (part.offset) list.setAttribute('start', part.offset + 1)
    return list
  })
  return el('div', { class: 'rich' }, parts)
}
