import { endTimeOf } from '../../testing/calendar-oracle.ts'
import type { Case, Chronicle, Said } from '../chronicle.ts'
import { type Chapter, chaptersOf } from './chapters.ts'
import { type Finding, momentOf } from './finding.ts'
import { type Outage, patience, recovery, wellBy } from './outages.ts'
import { appealOf, evidenceOf, settled } from './state.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** Slack's own copy comes this long after the last reminder of a window. */
const afterOurs = 20 * MINUTE
/** Closer to its time than this, a copy can be neither scheduled nor deleted for certain. */
const settledBefore = 12 * MINUTE

type Open = { clock: 'evidence' | 'appeal'; due: number; owner: string }

/** The window that is open at `t` in a chapter. */
function openAt({ state, facts }: Chapter, t: number): Open | undefined {
  const now = settled(state, facts, t)
  if (now.is === 'awaiting evidence')
    return { clock: 'evidence', due: evidenceOf(facts).due, owner: facts.owner }
  if (now.is === 'penalized' && !now.keptOpen)
    return { clock: 'appeal', due: appealOf(now.penalty).due, owner: facts.owner }
  return undefined
}

const same = (a: Open | undefined, b: Open | undefined) =>
  a !== undefined && b !== undefined && a.clock === b.clock && a.due === b.due && a.owner === b.owner

const comesAt = ({ due }: Open) => Math.ceil((due - HOUR + afterOurs) / SECOND) * SECOND

/**
 * Findings about Slack's own copies of last reminders: each has to come where the app was dead, and only
 * there.
 */
export function judgeFallbacks(
  chronicle: Chronicle,
  known: Case,
  said: Said[],
  outages: Outage[],
): Finding[] {
  const { id } = known
  const of: Of = {
    chronicle,
    known,
    copies: chronicle.fallbacks.filter(({ text }) => text.includes(id)),
    chapters: chaptersOf(known.done, chronicle),
    ours: open =>
      said.find(({ key }) => key === `${id}:${open.clock}:1h:${new Date(open.due).toISOString()}`)?.at ??
      Number.POSITIVE_INFINITY,
    wellAgain: t => wellBy(outages, t + patience, recovery),
  }
  return [...of.copies.flatMap(copy => wrongCopy(copy, of)), ...of.chapters.keys().flatMap(missingCopy(of))]
}

type Copy = Chronicle['fallbacks'][number]
type Of = {
  chronicle: Chronicle
  known: Case
  copies: Copy[]
  chapters: Chapter[]
  /** The time of the app's own last reminder of a window. */
  ours: (open: Open) => number
  wellAgain: (t: number) => number
}

function wrongCopy(copy: Copy, { known, chapters, ours, wellAgain }: Of): Finding[] {
  const { name, channel, team } = known
  const findings: Finding[] = []
  if (copy.channel !== channel || copy.team !== team)
    findings.push({ what: 'wrong channel', about: `${name} net`, expected: channel, happened: copy.channel })
  const then = chapters.findLast(({ from }) => from <= copy.at)
  const open = then && openAt(then, copy.at)
  const isCalledFor = open && comesAt(open) === copy.at && copy.text.includes(endTimeOf(open.due))
  const since = isCalledFor ? ours(open) : lastEndOf(copy, chapters)
  if (since < copy.at && wellAgain(since) < copy.at - settledBefore)
    findings.push({
      what: 'uncalled for',
      about: `${name} net`,
      expected: `called off after ${momentOf(since)}`,
      happened: `posted at ${momentOf(copy.at)}`,
    })
  return findings
}

/** When the window of a copy last ended: the step was done, or the deadline moved; 0 if it never did. */
function lastEndOf(copy: Copy, chapters: Chapter[]): number {
  const ends = chapters.flatMap((after, index) => {
    const before = chapters[index - 1]
    if (!before || after.from > copy.at) return []
    const was = openAt(before, after.from)
    const isEnd = was && comesAt(was) === copy.at && !same(was, openAt(after, after.from))
    return isEnd ? [after.from] : []
  })
  return Math.max(...ends, 0)
}

const missingCopy =
  ({ chronicle, known, copies, chapters, ours, wellAgain }: Of) =>
  (index: number): Finding[] => {
    const { name, channel } = known
    const chapter = chapters[index]
    const open = chapter && openAt(chapter, chapter.from)
    if (!open) return []
    const at = comesAt(open)
    if (at < chapter.from || at >= chapter.to || at >= chronicle.end || ours(open) <= at) return []
    const isDead = chronicle.broken.some(
      each => each.what === 'dead channel' && each.channel === channel && each.from <= at && at < each.to,
    )
    const isHeld = wellAgain(openSince(open, chapters, index)) < at - settledBefore
    if (!isHeld || isDead || copies.some(copy => copy.at === at)) return []
    return [
      {
        what: 'missed',
        about: `${name} net`,
        expected: `at ${momentOf(at)}`,
        happened: 'neither our own reminder nor a copy of it',
      },
    ]
  }

/** The beginning of the time for which this window with this owner has been open without a break. */
function openSince(open: Open, chapters: Chapter[], index: number): number {
  const from = chapters[index]?.from ?? 0
  const before = chapters[index - 1]
  return before && same(openAt(before, from - 1), open) ? openSince(open, chapters, index - 1) : from
}
