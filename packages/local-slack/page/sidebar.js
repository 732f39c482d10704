import { el } from './dom.js'
import { walk } from './menu.js'

/** The channels and the app of a workspace with their unread counts, as items for `keep`. */
export function sidebarItems({ data, words, open }) {
  const room = ({ id, kind, label, unread, archived, shared }) => ({
    key: id,
    says: JSON.stringify([label, unread, archived, shared, kind, id === data.place, words.lang]),
    node: () =>
      el(
        'button',
        {
          type: 'button',
          class: unread > 0 ? 'room unread' : 'room',
          'aria-current': id === data.place ? 'page' : undefined,
          tabindex: id === data.place ? '0' : '-1',
          onclick: () => open(id),
          onkeydown: event => walk(event, [...event.currentTarget.parentElement.querySelectorAll('.room')]),
        },
        el('span', { class: `sign ${kind}`, 'aria-hidden': 'true', text: signs[kind] }),
        el('span', { class: 'name', text: label }),
        archived && el('span', { class: 'faint', text: words.archived }),
        shared && el('span', { class: 'faint', text: words.shared }),
        unread > 0 &&
          el('span', { class: 'count', role: 'img', 'aria-label': words.unread(unread), text: unread }),
      ),
  })
  const heading = (key, className, text) => ({
    key,
    says: text,
    node: () => el(className === 'team' ? 'div' : 'h2', { class: className, text }),
  })
  return [
    heading('team', 'team', data.team),
    heading('channels', '', words.channels),
    ...data.channels.map(one => room({ ...one, label: one.name, shared: one.sharedWith.length > 0 })),
    ...(data.app
      ? [
          heading('apps', '', words.apps),
          room({ id: 'app', kind: 'app', label: data.users[data.app.user].name, unread: data.app.unread }),
        ]
      : []),
  ]
}

const signs = { public: '#', private: '', app: '●' }
