import type { Case, Chronicle, Done, Said } from '../chronicle.ts'
import { type Finding, momentOf } from './finding.ts'
import { isUnderDeleted, type Outage, patience, recovery, wellBy } from './outages.ts'

const MINUTE = 60_000

/** A message that tells the history entries from `from` until before `to`. */
type Part = { from: number; to: number; message: Said }

/** Findings about history: every change has to be stored once, and told once in the thread and in time. */
export function judgeHistory(chronicle: Chronicle, known: Case, said: Said[], outages: Outage[]): Finding[] {
  const { id, name, done } = known
  const kept = chronicle.kept.get(id) ?? []
  const parts = said.flatMap(message => {
    const [, from, to] = /:history:(\d+)-(\d+)$/.exec(message.key ?? '') ?? []
    return from === undefined ? [] : [{ from: Number(from), to: Number(to), message }]
  })
  return [
    ...done.flatMap(each => [
      ...wronglyKept(each, name, kept),
      ...wronglyTold(each, known, parts, { chronicle, outages }),
    ]),
    ...kept.flatMap((via, index) => wrongCount(index, via, name, parts, chronicle)),
  ]
}

function wronglyKept({ via, at }: Done, name: string, kept: (string | undefined)[]): Finding[] {
  const times = kept.filter(each => each === via).length
  const about = `${name} ${via}`
  if (times === 0)
    return [
      {
        what: 'change lost',
        about,
        expected: `kept, as promised at ${momentOf(at)}`,
        happened: 'not in the store',
      },
    ]
  return times > 1 ? [{ what: 'change doubled', about, expected: 'once', happened: `${times} times` }] : []
}

function wronglyTold(
  { at, index }: Done,
  { name, done }: Case,
  parts: Part[],
  { chronicle, outages }: { chronicle: Chronicle; outages: Outage[] },
): Finding[] {
  // Reactions are shown at their reminder, not told in the thread.
  const isReaction = done.some(
    each => each.index === index && (each.request.type === 'ack' || each.request.type === 'snooze'),
  )
  if (isReaction) return []
  const deadline = wellBy(outages, at + patience, recovery)
  if (deadline >= chronicle.end) return []
  const first = parts.find(part => part.from <= index && index < part.to)
  const about = `${name} history ${index}`
  const expected = `told by ${momentOf(deadline)}`
  if (!first) return [{ what: 'missed', about, expected, happened: 'never told' }]
  if (first.message.at <= deadline + MINUTE) return []
  return [{ what: 'late', about, expected, happened: `told at ${momentOf(first.message.at)}` }]
}

/** An entry that was told twice, or one that time alone made and nobody was told of. */
function wrongCount(
  index: number,
  via: string | undefined,
  name: string,
  parts: Part[],
  chronicle: Chronicle,
): Finding[] {
  const telling = parts.filter(part => part.from <= index && index < part.to)
  const [first, second] = telling
  const about = `${name} history ${index}`
  if (!first)
    return via === undefined ? [{ what: 'missed', about, expected: 'told', happened: 'never told' }] : []
  const isAllowed =
    !second ||
    isUnderDeleted(chronicle, first.message, second.message) ||
    chronicle.unanswered.some(each => each.key === second.message.key && each.at <= second.message.at)
  if (isAllowed) return []
  const happened = telling.map(({ message }) => momentOf(message.at)).join(' and ')
  return [{ what: 'doubled', about, expected: 'told once', happened }]
}
