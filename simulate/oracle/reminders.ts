import { atNight } from '../../testing/quiet-hours-oracle.ts'
import type { Case, Chronicle, Said } from '../chronicle.ts'
import { type Demand, deadlineOf, demandsOf } from './demands.ts'
import { type Finding, momentOf } from './finding.ts'
import type { Ledger, Span } from './ledger.ts'
import { isUnderDeleted, type Outage, offsetAt, recovery, wasWell } from './outages.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
/** A message decided on before a change may still be posted for this long. */
const onItsWay = 30 * SECOND
/** Time that each other message in the channel may cost: Slack takes about one a second. */
const perMessage = 2 * SECOND

type Judged = {
  chronicle: Chronicle
  known: Case
  /** The reminders that were posted. */
  reminders: Said[]
  /** Every message in the complaint's channel. */
  inChannel: Said[]
  ledger: Ledger
  outages: Outage[]
}
type Called = { span: Span; t: number }

/**
 * Reminders that were missed, late, doubled, uncalled for or at night; `lateness` in ms of those posted while
 * all was well.
 */
export function judgeReminders(
  chronicle: Chronicle,
  known: Case,
  said: Said[],
  { ledger, outages }: { ledger: Ledger; outages: Outage[] },
): { findings: Finding[]; lateness: number[] } {
  const judged: Judged = {
    ...{ chronicle, known, ledger, outages },
    reminders: said.filter(({ key }) => key && !/^[^:]+:(card|history):/.test(key)),
    inChannel: chronicle.said.filter(({ channel }) => channel === known.channel),
  }
  const owed = [...ledger.all].map(([key, spans]) => {
    const told = judged.reminders.filter(each => each.key === `${known.id}:${key}` && !each.inPassing)
    const inTime = judgeTime(key, told[0], spans, judged)
    return { findings: [...doubled(key, told, spans, judged), ...inTime.findings], lateness: inTime.lateness }
  })
  return {
    findings: [
      ...judged.reminders.flatMap(message => (message.inPassing ? [] : wronglyPosted(message, judged))),
      ...owed.flatMap(({ findings }) => findings),
    ],
    lateness: owed.flatMap(({ lateness }) => lateness),
  }
}

const finding = (
  what: Finding['what'],
  { known }: Judged,
  key: string,
  expected: string,
  happened: string,
): Finding => ({ what, about: `${known.name} ${key}`, expected, happened })

/**
 * The spans that called for a message when it was decided on, at `t` by the app's clock, be it right or
 * wrong.
 */
function callsFor({ called }: Said, key: string, { chronicle, ledger }: Judged): Called[] {
  const right = (ledger.all.get(key) ?? []).filter(
    ({ owed: { from, until } }) => from <= called && called - onItsWay < until,
  )
  const moments = [called, called - onItsWay]
  const shifts = new Set(moments.map(at => offsetAt(chronicle, at)).filter(ms => ms !== 0))
  const wrong = [...shifts].flatMap(ms =>
    moments.flatMap(at =>
      moments.flatMap(t => ledger.byWrongClock(at, t + ms).map(span => ({ span, t: t + ms }))),
    ),
  )
  return [
    ...right.flatMap(span => moments.map(t => ({ span, t }))),
    ...wrong.filter(({ span }) => span.owed.key === key),
  ]
}

function wronglyPosted(message: Said, judged: Judged): Finding[] {
  const { known, reminders, ledger } = judged
  const key = message.key?.slice(known.id.length + 1) ?? ''
  const happened = `posted at ${momentOf(message.at)}`
  const calls = callsFor(message, key, judged)
  if (calls.length === 0) {
    // If a reminder was posted twice, the app may count from the one or the other.
    const base = `${known.id}:${key.replace(/[+]\w+/, '')}`
    const isTwice = reminders.filter(each => each.key === base && !each.mentionedIn).length > 1
    if (isTwice && base !== message.key) return []
    const spans = ledger.all.get(key) ?? []
    const when = spans.map(({ owed: { from, until } }) => `${momentOf(from)} to ${momentOf(until)}`)
    const expected = when.length > 0 ? `only from ${when.join(', ')}` : 'never'
    return [finding('uncalled for', judged, key, expected, happened)]
  }
  const isAtNight = calls.every(
    ({ span: { owed, setting }, t }) => t < owed.nightFrom && atNight(setting.quiet, t),
  )
  return isAtNight && !isNamedAlone(message, calls)
    ? [finding('at night', judged, key, 'held until morning', happened)]
    : []
}

function doubled(key: string, told: Said[], spans: Span[], judged: Judged): Finding[] {
  const [first, second] = told
  if (!first || !second) return []
  const { chronicle } = judged
  // A reminder that was named as overtaken comes by itself when a correction brings it back.
  const isBack =
    isNamedAlone(first, callsFor(first, key, judged)) &&
    spans.some(({ owed: { from } }) => from > first.called && from <= second.called)
  if (isUnderDeleted(chronicle, first, second) || isBack || lookUpFailed(chronicle, first, second)) return []
  return [finding('doubled', judged, key, 'once', told.map(({ at }) => momentOf(at)).join(' and '))]
}

/** Judges the first demand that can be judged: the reminder has to be there by its deadline. */
function judgeTime(
  key: string,
  first: Said | undefined,
  spans: Span[],
  judged: Judged,
): { findings: Finding[]; lateness: number[] } {
  const { chronicle, outages } = judged
  for (const demand of demandsOf(spans)) {
    const { from, until, awake } = demand
    if (first && first.at < from) break
    const deadline = deadlineOf(outages, from, awake)
    if (deadline >= until || deadline >= chronicle.end) continue
    return judgeDemand(key, first, demand, deadline, judged)
  }
  return { findings: [], lateness: [] }
}

function judgeDemand(
  key: string,
  first: Said | undefined,
  { from, until }: Demand,
  deadline: number,
  judged: Judged,
): { findings: Finding[]; lateness: number[] } {
  const expected = `by ${momentOf(deadline)}`
  const happened = first ? `posted at ${momentOf(first.at)}` : 'never posted'
  if (!first || first.at >= until + onItsWay)
    return { findings: [finding('missed', judged, key, expected, happened)], lateness: [] }
  const others = judged.inChannel.filter(({ at }) => at >= from && at <= first.at)
  const isLate = first.at > deadline + others.length * perMessage
  return {
    findings: isLate ? [finding('late', judged, key, expected, happened)] : [],
    lateness: wasWell(judged.outages, from - recovery, first.at) ? [first.at - from] : [],
  }
}

/** True for a reminder that another message names as overtaken: that need not have waited for morning. */
const isNamedAlone = ({ mentionedIn, called }: Said, spans: { span: Span }[]): boolean =>
  mentionedIn !== undefined && spans.every(({ span }) => span.owed.until <= called)

/**
 * True if an earlier try, by itself or in another message, could not be looked for: then twice is better than
 * never.
 */
const lookUpFailed = ({ unanswered }: Chronicle, { mentionedIn }: Said, { key, called }: Said): boolean =>
  unanswered.some(
    each =>
      each.at <= called &&
      (each.key === mentionedIn || each.key === key) &&
      // A reminder told by a digest that cannot be looked for is posted again whenever it applies again.
      (called - each.at < 10 * MINUTE || (each.key === mentionedIn && each.kind === 'cannot')),
  )
