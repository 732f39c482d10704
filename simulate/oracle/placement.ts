import type { Case, Chronicle, Said } from '../chronicle.ts'
import { type Finding, momentOf } from './finding.ts'
import { patience, recovery, type Spell, wellBy } from './outages.ts'

/** Whether everything stands in its channel, under the card that stood then, and the card shows what was done last. */
export function judgePlaces(
  chronicle: Chronicle,
  { name, id, channel, done }: Case,
  said: Said[],
  spells: Spell[],
): Finding[] {
  const findings: Finding[] = []
  const cards = said.filter(({ key }) => key?.startsWith(`${id}:card:`))
  for (const message of said) {
    const about = `${name} ${message.key?.slice(id.length + 1)}`
    if (message.channel !== channel)
      findings.push({ what: 'wrong channel', about, expected: channel, happened: message.channel })
    const isCard = cards.includes(message)
    // After a look-up that was not answered the same card may stand there twice.
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
  }
  for (const [index, card] of cards.entries()) {
    const { key, ts } = card
    const before = cards.slice(0, index).filter(each => each.key === key)
    const gone = before.every(each => chronicle.deleted.some(({ ts, at }) => ts === each.ts && at <= card.at))
    const unanswered = chronicle.unanswered.some(each => each.key === key && each.at <= card.at)
    if (before.length > 0 && !gone && !unanswered)
      findings.push({
        what: 'doubled',
        about: `${name} card`,
        expected: 'once',
        happened: `${ts}, again at ${momentOf(card.at)}`,
      })
  }

  const last = done.filter(({ wish }) => wish.type !== 'ack' && wish.type !== 'snooze').at(-1)
  if (!last) return findings
  const deadline = wellBy(spells, last.at + patience, recovery) + 60_000
  const own = new Set(cards.map(({ ts }) => ts))
  const shown = [...cards, ...chronicle.shown.filter(({ ts }) => own.has(ts))].some(
    ({ at }) => at >= last.at && at <= deadline,
  )
  if (!shown && deadline < chronicle.end)
    findings.push({
      what: 'not shown',
      about: `${name} card`,
      expected: `shows ${last.via} by ${momentOf(deadline)}`,
      happened: 'not brought up to date',
    })
  return findings
}
