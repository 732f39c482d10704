import { blocks } from './blocks.js'
import { el } from './dom.js'
import { mrkdwn } from './mrkdwn.js'
import { beijing } from './words.js'

/** Messages in order, with the days between them. `context`: names, words, `act(message, did)`, `openThread(ts)`. */
export function messageList(messages, context) {
  let day = ''
  return messages.flatMap(message => {
    const [date] = beijing(Number(message.ts) * 1000).split(' ')
    const line =
      date === day ? [] : [el('div', { class: 'day', role: 'separator' }, el('span', { text: date }))]
    day = date
    return [...line, painted(message, context)]
  })
}

function painted(message, context) {
  const { names, words, act, openThread, inThread } = context
  const author = names.users[message.user] ?? { name: message.user }
  const [, time] = beijing(Number(message.ts) * 1000).split(' ')
  const root = message.threadTs ?? message.ts
  return el(
    'article',
    { class: message.private ? 'message private' : 'message', 'data-ts': message.ts },
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
      content(message, { names, words, act: did => act(message, did) }),
      !inThread && !message.private && !message.broadcast && replies(message, words, () => openThread(root)),
    ),
  )
}

const content = (message, context) =>
  message.tombstone
    ? el('i', { text: context.words.deleted })
    : message.blocks?.length
      ? blocks(message.blocks, context)
      : el('div', { class: 'block' }, mrkdwn(message.text, context.names))

const replies = ({ replies: count }, words, open) =>
  el('button', {
    type: 'button',
    class: count > 0 ? 'plain replies' : 'plain replies quiet',
    text: count > 0 ? words.replies(count) : words.reply,
    onclick: open,
  })

/** A square with the first letter; its colour comes from the id. */
export function avatar({ name, bot }, id) {
  const hue = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 6, 0)
  return el('span', {
    class: `avatar hue-${bot ? 'app' : hue}`,
    'aria-hidden': 'true',
    text: name.match(/[\p{Script=Han}]/u)?.[0] ?? name[0],
  })
}
