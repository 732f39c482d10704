import type { Case, Chronicle, Said } from '../chronicle.ts'
import { type Finding, momentOf } from './finding.ts'
import { type Outage, patience, recovery, wellBy } from './outages.ts'

const MINUTE = 60_000

/**
 * Findings about places: each message in its channel, under the card that was there then, and the card up to
 * date.
 */
export function judgePlacement(
  chronicle: Chronicle,
  known: Case,
  said: Said[],
  outages: Outage[],
): Finding[] {
  const cards = said.filter(({ key }) => key?.startsWith(`${known.id}:card:`))
  return [
    ...said.flatMap(message => misplaced(message, known, cards)),
    ...doubledCards(chronicle, known, cards),
    ...staleCard(chronicle, known, cards, outages),
  ]
}

function misplaced(message: Said, { name, id, channel }: Case, cards: Said[]): Finding[] {
  const about = `${name} ${message.key?.slice(id.length + 1)}`
  const findings: Finding[] = []
  if (message.channel !== channel)
    findings.push({ what: 'wrong channel', about, expected: channel, happened: message.channel })
  const isCard = cards.includes(message)
  // After a look-up that was not answered, the same card may have been posted twice.
  const latest = cards.findLast(({ at }) => at <= message.called)
  const threads = cards.filter(({ key }) => key === latest?.key).map(({ ts }) => ts)
  if (!isCard && !threads.some(ts => ts === message.thread))
    findings.push({
      what: 'wrong thread',
      about,
      expected: `under ${threads.join(' or ')}`,
      happened: `under ${message.thread}, at ${momentOf(message.at)}`,
    })
  if (isCard && message.thread !== undefined)
    findings.push({
      what: 'wrong thread',
      about,
      expected: 'in the channel itself',
      happened: `under ${message.thread}`,
    })
  return findings
}

function doubledCards({ deleted, unanswered }: Chronicle, { name }: Case, cards: Said[]): Finding[] {
  return cards.flatMap(({ key, ts, at }, index): Finding[] => {
    const before = cards.slice(0, index).filter(each => each.key === key)
    const areGone = before.every(each => deleted.some(gone => gone.ts === each.ts && gone.at <= at))
    const isUnanswered = unanswered.some(each => each.key === key && each.at <= at)
    if (before.length === 0 || areGone || isUnanswered) return []
    const happened = `${ts}, again at ${momentOf(at)}`
    return [{ what: 'doubled', about: `${name} card`, expected: 'once', happened }]
  })
}

function staleCard(chronicle: Chronicle, { name, done }: Case, cards: Said[], outages: Outage[]): Finding[] {
  const last = done.filter(({ request }) => request.type !== 'ack' && request.type !== 'snooze').at(-1)
  if (!last) return []
  const deadline = wellBy(outages, last.at + patience, recovery) + MINUTE
  const own = new Set(cards.map(({ ts }) => ts))
  const isShown = [...cards, ...chronicle.shown.filter(({ ts }) => own.has(ts))].some(
    ({ at }) => at >= last.at && at <= deadline,
  )
  if (isShown || deadline >= chronicle.end) return []
  return [
    {
      what: 'not shown',
      about: `${name} card`,
      expected: `shows ${last.via} by ${momentOf(deadline)}`,
      happened: 'not brought up to date',
    },
  ]
}
