import type { Case, Chronicle, Said } from '../chronicle.ts'
import { type Finding, momentOf } from './finding.ts'
import type { Ledger, Span } from './ledger.ts'
import { isUnderDeleted, offsetAt, patience, recovery, type Spell, wasWell, wellBy } from './outages.ts'
import { atNight, morning } from './quiet-hours.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
/** A message that was decided on before something changed may still come to stand for so long. */
const onItsWay = 30 * SECOND
/** What each other message in the channel may cost in time: Slack takes about one a second. */
const aMessage = 2 * SECOND

/** Reminders that were missed, late, doubled, uncalled for or at night; `lateReminder` of those posted while all was well. */
export function judgeReminders(
  chronicle: Chronicle,
  known: Case,
  said: Said[],
  { ledger, spells }: { ledger: Ledger; spells: Spell[] },
) {
  const findings: Finding[] = []
  const lateness: number[] = []
  const { name, id } = known
  const reminders = said.filter(({ key }) => key && !/^[^:]+:(card|history):/.test(key))
  const find = (what: Finding['what'], key: string, expected: string, happened: string) =>
    void findings.push({ what, about: `${name} ${key}`, expected, happened })
  const inChannel = chronicle.said.filter(({ channel }) => channel === known.channel)

  /** The spans that called for a message when it was decided on, at `t` by the app's clock, be it right or wrong. */
  function callsFor({ called }: Said, key: string): { span: Span; t: number }[] {
    const right = (ledger.all.get(key) ?? []).filter(
      ({ dueMessages: { from, until } }) => from <= called && called - onItsWay < until,
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
      ...wrong.filter(({ span }) => span.dueMessages.key === key),
    ]
  }

  for (const message of reminders) {
    if (message.inPassing) continue
    const key = message.key?.slice(id.length + 1) ?? ''
    const happened = `posted at ${momentOf(message.at)}`
    const called = callsFor(message, key)
    // Of a reminder that stands twice the app may know the one or the other, and counts from that.
    const base = `${id}:${key.replace(/[+]\w+/, '')}`
    const isTwice = reminders.filter(each => each.key === base && !each.mentionedIn).length > 1
    if (called.length === 0 && isTwice && base !== message.key) continue
    if (called.length === 0) {
      const spans = ledger.all.get(key) ?? []
      const when = spans.map(({ dueMessages: { from, until } }) => `${momentOf(from)} to ${momentOf(until)}`)
      find('uncalled for', key, when.length > 0 ? `only from ${when.join(', ')}` : 'never', happened)
    } else if (
      !isNamedAlone(message, called) &&
      called.every(
        ({ span: { dueMessages, setting }, t }) => t < dueMessages.nightFrom && atNight(setting.quiet, t),
      )
    )
      find('at night', key, 'held until morning', happened)
  }

  for (const [key, spans] of ledger.all) {
    const told = reminders.filter(message => message.key === `${id}:${key}` && !message.inPassing)
    const [first, second] = told
    // What was named as overtaken comes by itself when a correction brings it back.
    const isBack =
      first &&
      isNamedAlone(first, callsFor(first, key)) &&
      spans.some(
        ({ dueMessages }) => dueMessages.from > first.called && dueMessages.from <= (second?.called ?? 0),
      )
    if (
      first &&
      second &&
      !isUnderDeleted(chronicle, first, second) &&
      !isBack &&
      !lookUpFailed(chronicle, first, second)
    )
      find('doubled', key, 'once', told.map(({ at }) => momentOf(at)).join(' and '))
    for (const { from, until, awake } of demandsOf(spans)) {
      if (first && first.at < from) break
      const deadline = deadlineOf(spells, from, awake)
      if (deadline >= until || deadline >= chronicle.end) continue
      const expected = `by ${momentOf(deadline)}`
      if (!first || first.at >= until + onItsWay) {
        find('missed', key, expected, first ? `posted at ${momentOf(first.at)}` : 'never posted')
        break
      }
      const others = inChannel.filter(({ at }) => at >= from && at <= first.at)
      if (first.at > deadline + others.length * aMessage)
        find('late', key, expected, `posted at ${momentOf(first.at)}`)
      if (wasWell(spells, from - recovery, first.at)) lateness.push(first.at - from)
      break
    }
  }
  return { findings, lateness }
}

/** Whether another message names it as one whose time is over, which says nothing that had to wait for morning. */
const isNamedAlone = ({ mentionedIn, called }: Said, spans: { span: Span }[]): boolean =>
  mentionedIn !== undefined && spans.every(({ span }) => span.dueMessages.until <= called)

type Demand = { from: number; until: number; awake: (t: number) => number }

/** By when something that is asked for from `from` on has to have come, broken times and quiet hours allowed for. */
function deadlineOf(spells: Spell[], from: number, awake: Demand['awake']): number {
  for (let by = from + patience; ; ) {
    const well = wellBy(spells, by, recovery)
    // It may have been night for a part of the time that was to be enough.
    const start = awake(well - patience)
    const rested =
      start > well - patience ? start + patience : awake(well) > well ? awake(well) + patience : well
    if (rested === by) return by
    by = rested
  }
}

/** From when until when something is asked for; spans that meet are one. `awake`: when it may be said at the earliest. */
function demandsOf(spans: Span[]): Demand[] {
  const merged: Span[][] = []
  for (const span of spans.toSorted((a, b) => a.dueMessages.from - b.dueMessages.from)) {
    const last = merged.at(-1)
    if (last && span.dueMessages.from <= endOf(last)) last.push(span)
    else merged.push([span])
  }
  return merged.map(parts => {
    const awake = (t: number) => awakeIn(parts, t)
    return {
      from: awake(Math.min(...parts.map(({ dueMessages }) => dueMessages.from))),
      until: endOf(parts),
      awake,
    }
  })
}

const endOf = (spans: Span[]) => Math.max(...spans.map(({ dueMessages }) => dueMessages.until))

/** The first moment from `t` on at which it may be said, each part of the time having its own night. */
function awakeIn(parts: Span[], t: number): number {
  let moment = t
  for (const { dueMessages, setting } of parts) {
    const isLast = dueMessages.until >= endOf(parts)
    if (dueMessages.until <= moment && !isLast) continue
    const { nightFrom } = dueMessages
    const isHeld = moment < nightFrom && atNight(setting.quiet, moment)
    const awake = isHeld ? Math.min(morning(setting.quiet, moment), Math.max(moment, nightFrom)) : moment
    if (awake < dueMessages.until || isLast) return awake
    moment = dueMessages.until
  }
  return moment
}

/** Whether an earlier try, by itself or in another message, could not be looked for, so that twice was better than never. */
const lookUpFailed = ({ unanswered }: Chronicle, { mentionedIn }: Said, { key, called }: Said): boolean =>
  unanswered.some(
    each =>
      each.at <= called &&
      (each.key === mentionedIn || each.key === key) &&
      // What a digest told that cannot be looked for is asked again whenever it applies again.
      (called - each.at < 10 * MINUTE || (each.key === mentionedIn && each.kind === 'cannot')),
  )
