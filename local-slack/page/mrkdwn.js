import { el } from './dom.js'

const edge = '[\\s.,;:!?\'"(){}\\[\\]/~_*`-]'
// As Slack does: a mark counts only between blanks or Latin punctuation, so `价格*重要*` keeps its asterisks.
const marked = sign => `(?<=^|${edge})${sign}(?=\\S)([^\\n${sign}]*?\\S)${sign}(?=$|${edge})`
const pattern = new RegExp(`<([^<>]+)>|\`([^\`\\n]+)\`|${marked('\\*')}|${marked('_')}|${marked('~')}`, 'g')

const unescaped = text => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** Slack's mrkdwn as nodes. `names` knows users and rooms by id. */
export function mrkdwn(text, names) {
  const nodes = []
  let from = 0
  for (const found of text.matchAll(pattern)) {
    const [all, angle, code, strong, italic, strike] = found
    nodes.push(unescaped(text.slice(from, found.index)))
    from = found.index + all.length
    if (angle) nodes.push(reference(angle, names))
    else if (code) nodes.push(el('code', { text: unescaped(code) }))
    else if (strong) nodes.push(el('b', {}, mrkdwn(strong, names)))
    else if (italic) nodes.push(el('i', {}, mrkdwn(italic, names)))
    else nodes.push(el('s', {}, mrkdwn(strike, names)))
  }
  nodes.push(unescaped(text.slice(from)))
  return nodes
}

function reference(angle, names) {
  const [target, label] = angle.split('|')
  if (target.startsWith('@')) return mention(names.users[target.slice(1)]?.name ?? label ?? target.slice(1))
  if (target.startsWith('#')) return room(names.rooms[target.slice(1)] ?? label ?? target.slice(1))
  if (target.startsWith('!')) return el('span', { class: 'mention', text: `@${target.slice(1)}` })
  return link(target, label && unescaped(label))
}

export const mention = name => el('span', { class: 'mention', text: `@${name}` })
export const room = name => el('span', { class: 'mention', text: `#${name}` })

export function link(url, text) {
  const safe = /^(https?|mailto):/.test(url)
  return safe
    ? el('a', { href: url, target: '_blank', rel: 'noreferrer', text: text ?? url })
    : el('span', { text: text ?? url })
}
