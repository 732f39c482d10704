import type { Case, Chronicle, Late, Said } from '../chronicle.ts'
import { type Ledger, ledgerOf, piecesOf, type Span } from './ledger.ts'
import { offsetAt } from './outages.ts'

/** A message decided on before a change may still be posted for this long. */
const onItsWay = 30_000

export type Named = Late['named'][number]

const nameOf = (key: string) => key.split(':')[1] ?? ''
const dueOf = (key: string) => Date.parse(key.slice(-24))

/** True if the words of a message name this reminder. */
export function isNamed(key: string, { clock, name, to }: Named): boolean {
  if (!key.startsWith(`${clock}:`)) return false
  const own = nameOf(key)
  if (name === 'over') return own === 'missed' || own === 'lapsed'
  // A repeated question is named up to its last time.
  if (name === 'asked') return /^\d{4}-\d\d-\d\d/.test(own) && dueOf(key) <= to
  return name.endsWith('@') ? own.startsWith(name) : own === name
}

export const lateOf = ({ late }: Said, id: string): Named[] | undefined =>
  late?.find(each => each.id === id)?.named

/** The messages that name this complaint as late, its own and digests. */
export const lateMessages = ({ said }: Chronicle, { id }: Case): Said[] =>
  said.filter(message => message.late && lateOf(message, id))

/**
 * All messages about a complaint, with one more for each reminder that a late message names and that was owed
 * when that was decided on; and the ledger that follows from them.
 */
export function withLate(chronicle: Chronicle, known: Case, said: Said[]): { told: Said[]; ledger: Ledger } {
  const { id } = known
  let told = said
  const pieces = piecesOf(chronicle, known)
  let ledger = ledgerOf(chronicle, pieces, id, told)
  for (const message of lateMessages(chronicle, known)) {
    const named = lateOf(message, id) ?? []
    const offset = offsetAt(chronicle, message.called)
    const right = [...ledger.all].flatMap(([key, spans]) => (spans.some(owedThen) ? key : []))
    const shown = ledger.byWrongClock(message.called, message.called + offset).map(({ owed }) => owed.key)
    const owed = new Set(offset === 0 ? right : shown)
    const more = [...owed.union(new Set(right))].flatMap(key =>
      named.some(each => isNamed(key, each)) &&
      !told.some(each => each.key === `${id}:${key}` && each.at <= message.at && !each.inPassing)
        ? { ...message, key: `${id}:${key}`, mentionedIn: message.key, inPassing: !owed.has(key) }
        : [],
    )
    if (more.length === 0) continue
    told = [...told, ...more].toSorted((a, b) => a.at - b.at)
    ledger = ledgerOf(chronicle, pieces, id, told)

    function owedThen({ owed: { from, until } }: Span): boolean {
      return from <= message.called && message.called - onItsWay < until
    }
  }
  return { told, ledger }
}
