import { attachments, files, reactions } from './attached.js'
import { blocks } from './blocks.js'
import { el } from './dom.js'
import { menuButton } from './menu.js'
import { mrkdwn } from './mrkdwn.js'
import { beijing } from './words.js'

/**
 * Messages in order with separators between days, as items for `keep`. `context`: names, words, `act(message,
 * did)`, `openThread(ts)`, `shortcuts` for messages.
 */
export function messageItems(messages, context) {
  const { words, names, inThread } = context
  let day = ''
  return messages.flatMap(message => {
    const [date] = beijing(Number(message.ts) * 1000).split(' ')
    const line = {
      key: `day ${date}`,
      says: '',
      node: () => el('div', { class: 'day', role: 'separator' }, el('span', { text: date })),
    }
    const item = {
      key: message.ts,
      says: JSON.stringify([message, words.lang, names.me, inThread, context.shortcuts.length]),
      node: () => painted(message, context),
    }
    const isNewDay = date !== day
    day = date
    return isNewDay ? [line, item] : [item]
  })
}

function painted(message, context) {
  const { names, words, openThread, inThread } = context
  const author = names.users[message.user] ?? { name: message.user }
  const [, time] = beijing(Number(message.ts) * 1000).split(' ')
  const root = message.threadTs ?? message.ts
  const isStranger = author.team !== names.users[names.me].team && !author.bot
  const team = isStranger && names.teams.find(one => one.id === author.team)?.name
  const inChannel = !inThread && !message.private
  return el(
    'article',
    { class: message.private ? 'message private' : 'message' },
    avatar(author, message.user),
    el(
      'div',
      { class: 'body' },
      message.private && el('div', { class: 'only-you', text: words.onlyYou }),
      el(
        'div',
        { class: 'by' },
        el('b', { text: author.name }),
        author.bot && el('span', { class: 'badge', text: words.bot }),
        team && el('span', { class: 'badge', text: team }),
        el('time', { text: time }),
        message.edited && el('span', { class: 'faint', text: words.edited }),
      ),
      message.broadcast &&
        !inThread &&
        el('button', {
          type: 'button',
          class: 'plain',
          text: words.replied,
          onclick: () => openThread(root),
        }),
      content(message, context),
      inChannel && message.replies > 0 && replies(message, words, () => openThread(root)),
      tools(message, context, inChannel && (() => openThread(root))),
    ),
  )
}

function content(message, { names, words, act }) {
  if (message.tombstone) return el('i', { text: words.deleted })
  const context = { names, words, act: did => act(message, did) }
  return [
    ...(message.blocks?.length
      ? blocks(message.blocks, context)
      : message.text
        ? [el('div', { class: 'block text' }, mrkdwn(message.text, names))]
        : []),
    ...attachments(message, context),
    ...files(message, context),
    ...reactions(message, context),
  ]
}

const replies = ({ replies: count, latest }, words, open) =>
  el(
    'button',
    { type: 'button', class: 'plain replies', onclick: open },
    words.replies(count),
    el('span', { class: 'faint', text: words.latest(beijing(Number(latest) * 1000)) }),
  )

/** The actions on a message: reply in its thread, run a shortcut on it. */
function tools(message, { words, act, shortcuts }, reply) {
  const offered = message.private || message.tombstone ? [] : shortcuts
  if (!reply && offered.length === 0) return undefined
  return el(
    'div',
    { class: 'tools' },
    reply && el('button', { type: 'button', class: 'reply', text: words.reply, onclick: reply }),
    offered.length > 0 &&
      menuButton(
        { label: words.more, sign: '⋯', className: '' },
        offered.map(({ name, callbackId }) => ({
          text: name,
          choose: () => act(message, { do: 'shortcut', callbackId }),
        })),
      ),
  )
}

/** A square with the first letter; its colour comes from the id. */
export function avatar({ name, bot }, id) {
  const hue = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 6, 0)
  return el('span', {
    class: `avatar hue-${bot ? 'app' : hue}`,
    'aria-hidden': 'true',
    text: name.match(/[\p{Script=Han}]/u)?.[0] ?? name[0],
  })
}
