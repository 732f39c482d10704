import { el } from './dom.js'

const edge = '[\\s.,;:!?\'"(){}\\[\\]/~_*`-]'
// As in Slack, a mark counts only between blanks or Latin punctuation, so `价格*重要*` keeps its asterisks.
const marked = sign => `(?<=^|${edge})${sign}(?=\\S)([^\\n${sign}]*?\\S)${sign}(?=$|${edge})`
const pattern = new RegExp(`<([^<>]+)>|\`([^\`\\n]+)\`|${marked('\\*')}|${marked('_')}|${marked('~')}`, 'g')

const unescaped = text => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** A text object of Block Kit. */
export const textNode = ({ type, text }, names) =>
  el('span', { class: 'text' }, type === 'mrkdwn' ? mrkdwn(text, names) : text)

/** Slack's mrkdwn as nodes. `names` knows users and rooms by id. */
export const mrkdwn = (text, names) =>
  splitAt(text, /```\n?([\s\S]+?)\n?```\n?/, code => el('pre', { text: unescaped(code) })).flatMap(rest =>
    typeof rest === 'string'
      ? splitAt(rest, /^((?:(?:&gt;|>).*(?:\n|$))+)/m, lines =>
          el('blockquote', {}, inline(lines.replace(/^(?:&gt;|>) ?/gm, '').trimEnd(), names)),
        ).flatMap(line => (typeof line === 'string' ? inline(line, names) : line))
      : rest,
  )

/** Splits a text at `pattern`, makes nodes of the matches, and drops the line break before each of them. */
const splitAt = (text, pattern, nodeOf) =>
  text
    .split(pattern)
    .map((piece, index, all) =>
      index % 2 === 1 ? nodeOf(piece) : index < all.length - 1 ? piece.replace(/\n$/, '') : piece,
    )
    .filter(piece => piece !== '')

function inline(text, names) {
  const nodes = []
  let from = 0
  for (const found of text.matchAll(pattern)) {
    const [all, angle, code, strong, italic, strike] = found
    nodes.push(unescaped(text.slice(from, found.index)))
    from = found.index + all.length
    if (angle) nodes.push(reference(angle, names))
    else if (code) nodes.push(el('code', { text: unescaped(code) }))
    else if (strong) nodes.push(el('b', {}, inline(strong, names)))
    else if (italic) nodes.push(el('i', {}, inline(italic, names)))
    else nodes.push(el('s', {}, inline(strike, names)))
  }
  nodes.push(unescaped(text.slice(from)))
  return nodes
}

function reference(angle, names) {
  const [target, label] = angle.split('|').map(unescaped)
  if (target.startsWith('@')) return mention(names.users[target.slice(1)]?.name ?? label ?? target.slice(1))
  if (target.startsWith('#')) return room(names.rooms[target.slice(1)]?.name ?? label ?? target.slice(1))
  if (target.startsWith('!date')) return label ?? target
  if (target.startsWith('!')) return el('span', { class: 'mention', text: label ?? `@${target.slice(1)}` })
  return link(target, label)
}

export const mention = name => el('span', { class: 'mention', text: `@${name}` })
export const room = name => el('span', { class: 'mention', text: `#${name}` })

export function link(url, text) {
  const safe = /^(https?|mailto):/.test(url)
  return safe
    ? el('a', { href: url, target: '_blank', rel: 'noreferrer', text: text ?? url })
    : el('span', { text: text ?? url })
}
