import { el } from './dom.js'

/** The channels and direct messages, with what is unread. */
export function sidebar({ data, words, channel, unread, open }) {
  const row = one => {
    const count = unread(one)
    return el(
      'button',
      {
        type: 'button',
        class: count > 0 ? 'room unread' : 'room',
        'aria-current': one.id === channel ? 'page' : undefined,
        onclick: () => open(one.id),
      },
      el('span', { class: `sign ${one.kind}`, 'aria-hidden': 'true', text: signs[one.kind] }),
      el('span', { class: 'name', text: roomName(one, data) }),
      one.archived && el('span', { class: 'faint', text: words.archived }),
      count > 0 && el('span', { class: 'count', 'aria-label': words.unread(count), text: String(count) }),
    )
  }
  const direct = data.channels.filter(one => one.kind === 'im')
  return [
    el('div', { class: 'team', text: data.team }),
    el('h2', { text: words.channels }),
    ...data.channels.filter(one => one.kind !== 'im').map(row),
    ...(direct.length > 0 ? [el('h2', { text: words.direct }), ...direct.map(row)] : []),
  ]
}

const signs = { public: '#', private: '', im: '●' }

/** A channel's name; a direct message is named after the app. */
export const roomName = ({ name, kind }, { users }) =>
  kind === 'im' ? (Object.values(users).find(user => user.bot && user.name !== 'Slackbot')?.name ?? '') : name
