import { el } from './dom.js'

/** The messages of the channel itself, with the replies that were sent there too. */
export const inChannel = messages =>
  messages.filter(one => !one.threadTs || one.threadTs === one.ts || one.broadcast)

/** The messages of a thread: its root and the replies. */
export const inThread = (messages, root) =>
  root === undefined ? [] : messages.filter(one => one.ts === root || one.threadTs === root)

/** The head of a thread. */
export const threadHead = ({ words, name, close }) => [
  el('h2', {}, words.thread, el('span', { class: 'faint', text: name })),
  el('button', { type: 'button', 'aria-label': words.close, text: '✕', onclick: close }),
]
