import { endTimeOf } from '../../testing/calendar-oracle.ts'
import type { Case, Chronicle, Said } from '../chronicle.ts'
import { type Finding, momentOf } from './finding.ts'
import { patience, recovery, type Spell, wellBy } from './health.ts'
import { appealOf, type Chapter, chaptersOf, evidenceOf, settled } from './life.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** How long after the last reminder of a window Slack's own copy of it comes. */
const afterOurs = 20 * MINUTE
/** Less time than this before it comes it can be neither held nor called off for certain. */
const settledBefore = 12 * MINUTE

type Open = { clock: 'evidence' | 'appeal'; due: number; owner: string }

/** The window that is open in a chapter, at `t`. */
function openAt({ stand, facts }: Chapter, t: number): Open | undefined {
  const now = settled(stand, facts, t)
  if (now.is === 'awaiting evidence')
    return { clock: 'evidence', due: evidenceOf(facts).due, owner: facts.owner }
  if (now.is === 'penalized' && !now.keptOpen)
    return { clock: 'appeal', due: appealOf(now.penalty).due, owner: facts.owner }
  return undefined
}

const same = (a: Open | undefined, b: Open | undefined) =>
  a !== undefined && b !== undefined && a.clock === b.clock && a.due === b.due && a.owner === b.owner

/** Whether Slack's own copy of a last reminder came where the app was dead, and only there. */
export function judgeFallbacks(chronicle: Chronicle, known: Case, said: Said[], spells: Spell[]): Finding[] {
  const findings: Finding[] = []
  const { name, id, channel, team } = known
  const fallbacks = chronicle.fallbacks.filter(({ text }) => text.includes(id))
  const chapters = chaptersOf(known.done, chronicle)
  const ours = (open: Open) =>
    said.find(({ key }) => key === `${id}:${open.clock}:1h:${new Date(open.due).toISOString()}`)?.at ??
    Number.POSITIVE_INFINITY
  const comesAt = ({ due }: Open) => Math.ceil((due - HOUR + afterOurs) / SECOND) * SECOND
  const wellAgain = (t: number) => wellBy(spells, t + patience, recovery)

  for (const net of fallbacks) {
    if (net.channel !== channel || net.team !== team)
      findings.push({ what: 'wrong channel', about: `${name} net`, expected: channel, happened: net.channel })
    const then = chapters.findLast(({ from }) => from <= net.at)
    const open = then && openAt(then, net.at)
    const called =
      open && comesAt(open) === net.at && net.text.includes(endTimeOf(open.due)) ? open : undefined
    // Since when it should have been called off: our own stood, the step was done, or the deadline had moved.
    const since = called
      ? ours(called)
      : Math.max(
          ...chapters.flatMap(({ from }, index) =>
            index > 0 && from <= net.at && wasFor(index) ? [from] : [],
          ),
          0,
        )
    if (since < net.at && wellAgain(since) < net.at - settledBefore)
      findings.push({
        what: 'uncalled for',
        about: `${name} net`,
        expected: `called off after ${momentOf(since)}`,
        happened: `posted at ${momentOf(net.at)}`,
      })

    /** Whether the window of this copy was open until this chapter began. */
    function wasFor(index: number): boolean {
      const [before, after] = [chapters[index - 1], chapters[index]]
      if (!before || !after) return false
      const was = openAt(before, after.from)
      return was !== undefined && comesAt(was) === net.at && !same(was, openAt(after, after.from))
    }
  }

  for (const [index, chapter] of chapters.entries()) {
    const open = openAt(chapter, chapter.from)
    if (!open) continue
    const at = comesAt(open)
    if (at < chapter.from || at >= chapter.to || at >= chronicle.end || ours(open) <= at) continue
    // Since when it was this window with this owner, without a break.
    let from = chapter.from
    for (
      let before = chapters[index - 1], n = index;
      before && same(openAt(before, from - 1), open);
      before = chapters[--n - 1]
    )
      from = before.from
    const dead = chronicle.broken.some(
      each => each.what === 'dead channel' && each.channel === channel && each.from <= at && at < each.to,
    )
    const held = wellAgain(from) < at - settledBefore
    if (held && !dead && !fallbacks.some(net => net.at === at))
      findings.push({
        what: 'missed',
        about: `${name} net`,
        expected: `at ${momentOf(at)}`,
        happened: 'neither our own reminder nor a copy of it',
      })
  }
  return findings
}
