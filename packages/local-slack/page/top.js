import { el } from './dom.js'
import { avatar } from './messages.js'
import { beijing } from './words.js'

const minute = 60_000
const hour = 60 * minute

/** The clock with the buttons that move it, and the people between whom the page switches. */
export function top({ data, words, travel, become, more }) {
  const { now, ahead, next, travelling } = data.time
  const weekday = new Intl.DateTimeFormat(words.lang, { weekday: 'short', timeZone: 'Asia/Shanghai' })
  const journeyButton = (text, journey, disabled = false) =>
    el('button', { type: 'button', text, disabled: travelling || disabled, onclick: () => travel(journey) })
  return [
    el(
      'div',
      { class: 'strip', 'aria-busy': String(travelling) },
      el('span', { class: 'faint', text: words.time }),
      el('time', { id: 'now', text: `${beijing(now)} ${weekday.format(now)}` }),
      ahead >= minute && el('span', { class: 'faint', text: words.ahead(ahead) }),
      journeyButton(words.hour(1), { by: hour }),
      journeyButton(words.hour(6), { by: 6 * hour }),
      journeyButton(words.day, { by: 24 * hour }),
      journeyButton(
        travelling ? words.travelling : next === undefined ? words.nothing : words.next,
        { to: 'next' },
        next === undefined,
      ),
      more,
    ),
    el(
      'div',
      { class: 'people', role: 'group', 'aria-label': words.people },
      data.people.map(id =>
        el(
          'button',
          { type: 'button', 'aria-pressed': String(id === data.me), onclick: () => become(id) },
          avatar(data.users[id], id),
          el('span', { class: 'name', text: data.users[id].name }),
        ),
      ),
    ),
  ]
}
