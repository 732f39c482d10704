import { el } from './dom.js'

/** The app's calls with their outcomes, newest first. */
export function faultLog({ data, mine }) {
  const { log } = data.trouble
  if (log.length === 0) return el('p', { class: 'faint', text: mine.nothing })
  const heads = [mine.time, mine.call, mine.about, mine.came]
  return el(
    'table',
    {},
    el('caption', { class: 'faint', text: mine.log }),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        heads.map(text => el('th', { scope: 'col', text })),
      ),
    ),
    el('tbody', {}, log.map(row)),
  )

  function row(entry) {
    const cells = entry.kind === 'call' ? callCells(entry) : [entry.what ?? '', '', mine.entries[entry.kind]]
    return el(
      'tr',
      { class: toneOf(entry) },
      [clock(entry.at), ...cells].map(text => el('td', { text })),
    )
  }

  function callCells({ method, about, came, tries }) {
    const again = tries > 1 ? ` (${mine.try(tries)})` : ''
    return [method, nameOf(about), `${mine.outcomes[came] ?? came}${again}`]
  }

  function nameOf(id) {
    if (id === undefined) return ''
    if (data.users[id]) return `@${data.users[id].name}`
    return data.rooms[id] ? `#${data.rooms[id].name}` : id
  }
}

const clock = ms => new Date(ms + 8 * 3_600_000).toISOString().slice(5, 19).replace('T', ' ')

function toneOf({ kind, came }) {
  if (kind !== 'call') return 'note'
  if (came === 'found') return 'good'
  return came === 'ok' || came === 'absent' ? undefined : 'bad'
}
