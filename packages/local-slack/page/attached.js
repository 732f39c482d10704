import { blocks } from './blocks.js'
import { el } from './dom.js'
import { mrkdwn } from './mrkdwn.js'

const line = (className, text, names) =>
  text && el('div', { class: className }, el('span', { class: 'text' }, mrkdwn(text, names)))

/** The legacy attachments of a message, each with its colour bar. */
export const attachments = (message, context) =>
  (message.attachments ?? []).map(one => {
    const { names } = context
    const bar = /^#?[0-9a-f]{6}$/i.exec(one.color ?? '')?.[0]
    const node = el(
      'div',
      { class: 'attachment' },
      line('block', one.pretext, names),
      line('block strong', one.title_link ? `<${one.title_link}|${one.title}>` : one.title, names),
      line('block', one.text ?? (one.blocks ? undefined : one.fallback), names),
      (one.fields ?? []).map(field => line('block', `*${field.title}*\n${field.value}`, names)),
      blocks(one.blocks ?? [], context),
      line('faint', one.footer, names),
    )
    if (bar) node.style.borderColor = bar.replace(/^#?/, '#')
    return node
  })

const size = bytes => (bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} kB`)

/** The files of a message: pictures are shown, other files downloaded. */
export const files = (message, { names }) =>
  message.files.map(({ id, name, size: bytes, picture }) => {
    const href = `/page-api/file?${new URLSearchParams({ user: names.me, id })}`
    return el(
      'a',
      { class: 'file', href, download: !picture && name, target: picture ? '_blank' : undefined },
      picture ? el('img', { src: href, alt: name }) : el('b', { text: name }),
      el('span', { class: 'faint', text: picture ? name : size(bytes) }),
    )
  })

/** The reactions to a message, by the emoji's name. */
export const reactions = ({ reactions: all = [] }, { names }) =>
  all.length === 0
    ? []
    : [
        el(
          'div',
          { class: 'reactions' },
          all.map(({ name, users }) =>
            el('span', {
              class: 'reaction',
              title: users.map(user => names.users[user]?.name ?? user).join(', '),
              text: `:${name}: ${users.length}`,
            }),
          ),
        ),
      ]
