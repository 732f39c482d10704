import { el } from './dom.js'
import { beijing } from './words.js'

const upcomingWords = {
  'zh-CN': { title: '接下来', notThere: '您不在这个频道里', late: '再试' },
  en: { title: 'Next', notThere: 'You are not in this channel', late: 'again' },
}

/** The reminders to come, each with its time, complaint, words and channel; a press opens its thread. */
export function upcoming({ data, words, open }) {
  const mine = upcomingWords[words.lang]
  const list = data.upcoming ?? []
  if (list.length === 0) return []
  return [
    el('span', { class: 'faint', text: mine.title }),
    el(
      'ol',
      {},
      list.map(one => el('li', {}, announced(one))),
    ),
  ]

  function announced({ at, late, id, channel, thread, says }) {
    const isMember = data.channels.some(one => one.id === channel)
    return el(
      'button',
      {
        type: 'button',
        class: late ? 'late' : undefined,
        disabled: !isMember,
        title: isMember ? undefined : mine.notThere,
        onclick: () => open(channel, thread),
      },
      el('time', { text: beijing(at).slice(5) }),
      late && el('i', { text: mine.late }),
      el('b', { text: id }),
      el('span', { text: says[words.lang.slice(0, 2)] }),
      el('span', { class: 'faint', text: `#${data.rooms[channel]?.name ?? ''}` }),
    )
  }
}
