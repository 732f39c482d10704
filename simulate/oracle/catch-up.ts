import { morning } from '../../testing/quiet-hours-oracle.ts'
import type { Case, Chronicle, Said, Setting } from '../chronicle.ts'
import { type Finding, momentOf } from './finding.ts'
import { isNamed, lateMessages, lateOf, type Named } from './late-messages.ts'
import { awakeFrom, heldAt, type Ledger } from './ledger.ts'
import { offsetAt, wrongClockIn } from './outages.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
/** A reminder that comes this long after its time has to say that it is late. */
const lateAfter = 5 * MINUTE
/** A message decided on a moment before a change may still be posted. */
const aMoment = 60 * SECOND
/** Late messages of one complaint closer than this are two where one was promised. */
const together = 3 * MINUTE

type Judged = ReturnType<typeof judgedOf>

function judgedOf(chronicle: Chronicle, known: Case, said: Said[], ledger: Ledger) {
  const settings: Setting[] = chronicle.settings.get(known.channel) ?? []
  const steps = known.done.filter(({ request }) => request.type !== 'ack' && request.type !== 'snooze')
  const messages = lateMessages(chronicle, known)
  const unansweredKeys = new Set(chronicle.unanswered.map(({ key }) => key))
  return { chronicle, known, said, ledger, settings, steps, messages, unansweredKeys }
}

/**
 * Findings about late messages: they have to name what should have come and nothing else, one message a
 * complaint.
 */
export function judgeCatchUp(chronicle: Chronicle, known: Case, said: Said[], ledger: Ledger): Finding[] {
  const judged = judgedOf(chronicle, known, said, ledger)
  return [
    ...said.flatMap(message => silentlyLate(message, judged)),
    ...judged.messages.flatMap(message => wronglyNaming(message, judged)),
    ...judged.messages.flatMap((message, index) => repeated(message, judged.messages[index - 1], judged)),
  ]
}

/** A reminder that is late and does not say so. */
function silentlyLate(message: Said, judged: Judged): Finding[] {
  const { chronicle, known, ledger, steps, settings } = judged
  const key = message.key?.slice(known.id.length + 1) ?? ''
  const spans = ledger.all.get(key)
  if (message.late || !spans || isUnknownToApp(key, judged)) return []
  // A change made while the clock ran ahead lies in the future for the app, which cannot tell since when its
  // plan holds.
  const settingsByApp = settings.map(({ at }) => ({ at, appAt: at + offsetAt(chronicle, at) }))
  if ([...steps, ...settingsByApp].some(({ appAt, at }) => at <= message.called && appAt > message.called))
    return []
  const since = lastChangeBefore(message, judged)
  if (wrongClockIn(chronicle, since - 10 * MINUTE, message.at)) return []
  const inTime = spans.filter(span => awakeFrom(span) < span.owed.until && since < span.owed.until)
  const from = Math.max(since, Math.min(...inTime.map(awakeFrom)))
  // A reminder held in quiet hours became late only in the morning.
  const span = inTime.findLast(({ owed }) => owed.from <= from)
  const awake = span && heldAt(span, from) ? Math.max(from, morning(span.setting.quiet, from)) : from
  if (message.called - awake <= lateAfter + aMoment) return []
  return [
    {
      what: 'wrong words',
      about: `${known.name} ${key}`,
      expected: `says that it should have come at ${momentOf(awake)}`,
      happened: `at ${momentOf(message.at)} it does not`,
    },
  ]
}

/** A late message that names something wrong, or leaves something out. */
function wronglyNaming(message: Said, judged: Judged): Finding[] {
  const { chronicle, known, messages } = judged
  const { called, at } = message
  const since = lastChangeBefore(message, judged)
  // Under a wrong clock the app takes it for late, or early.
  if (wrongClockIn(chronicle, since - 10 * MINUTE, at)) return []
  // If an earlier try, by itself or in a digest, could not be looked for, the app does not know what was
  // posted.
  const before = messages.filter(each => each.key?.startsWith('digest:') && each.at < called)
  const lookUpFailed = ({ key }: Said) =>
    chronicle.unanswered.some(each => each.key === key && called - each.at < 10 * MINUTE)
  if ([message, ...before].some(lookUpFailed)) return []
  const named = lateOf(message, known.id) ?? []
  const wrong = named.filter(each => !isRightlyNamed(each, message, judged))
  const about = `${known.name} late message ${momentOf(at)}`
  return [
    ...wrong.map(
      (each): Finding => ({
        what: 'wrong words',
        about,
        expected: 'what was owed then, did not stand there and is late',
        happened: `names ${each.clock} ${each.name} of ${momentOf(each.from)}`,
      }),
    ),
    ...omitted(message, named, since, judged).map(
      ({ key, from }): Finding => ({
        what: 'wrong words',
        about,
        expected: `names ${key} of ${momentOf(from)}`,
        happened: 'does not',
      }),
    ),
  ]
}

function isRightlyNamed(named: Named, message: Said, judged: Judged): boolean {
  const { known, ledger } = judged
  const { called } = message
  const wasOwed = [...ledger.all].some(
    ([key, spans]) =>
      isNamed(key, named) &&
      (message.key === `${known.id}:${key}` || !wasPostedBefore(key, called, judged)) &&
      spans.some(span => awakeFrom(span) <= named.to + aMoment && named.to < span.owed.until + aMoment),
  )
  // A digest names reminders that have just come due as well.
  const isInTime = named.from > called - lateAfter + aMoment && !message.key?.startsWith('digest:')
  return wasOwed && !isInTime
}

/** Reminders that are late and that a message does not name. A digest names only the last ones of many. */
function omitted(
  message: Said,
  named: Named[],
  since: number,
  judged: Judged,
): { key: string; from: number }[] {
  const { called } = message
  if (message.key?.startsWith('digest:')) return []
  return [...judged.ledger.all].flatMap(([key, spans]) => {
    if (wasPostedBefore(key, called, judged) || isUnknownToApp(key, judged) || isSettled(key, called, judged))
      return []
    const missed = spans.find(span => {
      const from = awakeFrom(span)
      // A reminder held at this time comes in the morning.
      if (heldAt(span, called)) return false
      return from > since + aMoment && from < called - lateAfter - aMoment && from < span.owed.until
    })
    return missed && !named.some(each => isNamed(key, each)) ? [{ key, from: awakeFrom(missed) }] : []
  })
}

/** A late message shortly after another one, without a reason for it. */
function repeated(message: Said, before: Said | undefined, judged: Judged): Finding[] {
  const { chronicle, known, steps, settings } = judged
  if (!before || message.at - before.at > together) return []
  if (wrongClockIn(chronicle, before.at - together, message.at)) return []
  const hasChanged = [...steps, ...settings].some(
    each => each.at > before.called - aMoment && each.at <= message.at,
  )
  const wasLookedFor = [before, message].some(each =>
    chronicle.unanswered.some(({ key }) => key === each.key),
  )
  // What had just come due by the first message went by itself, and something delayed it.
  const wasInTime = (lateOf(message, known.id) ?? []).every(each => each.from > before.called - lateAfter)
  if (hasChanged || wasLookedFor || wasInTime || before.key === message.key) return []
  return [
    {
      what: 'doubled',
      about: `${known.name} late message`,
      expected: 'one after a downtime',
      happened: `${before.key} at ${momentOf(before.at)} and ${message.key} at ${momentOf(message.at)}`,
    },
  ]
}

const wasPostedBefore = (key: string, at: number, { said, known }: Judged): boolean =>
  said.some(each => each.key === `${known.id}:${key}` && each.at < at && !each.inPassing)

/**
 * True if a look-up for this reminder, or for one that it follows, failed, so that the app does not know when
 * it was posted.
 */
function isUnknownToApp(key: string, { known, unansweredKeys }: Judged): boolean {
  const all = [key, key.replace('+channel', '+backup'), key.replace(/[+]\w+/, '')]
  return all.some(one => unansweredKeys.has(`${known.id}:${one}`))
}

/** True for an escalation whose reminder somebody has answered since: it need not be named. */
function isSettled(key: string, t: number, { known }: Judged): boolean {
  const [, clock, name, due] = /^(\w+):(6h|1h)[+]\w+:(.*)$/.exec(key) ?? []
  if (!clock) return false
  const answers = (name === '6h' ? ['6h', '1h-early'] : ['1h']).map(each => `${clock}:${each}:${due}`)
  return known.done.some(
    ({ request, at }) => 'reminder' in request && answers.includes(request.reminder) && at <= t,
  )
}

/** The last change of the plan, or of what was posted, before a message was decided on. */
function lastChangeBefore({ called, ts }: Said, { said, steps, settings }: Judged): number {
  const before = said.filter(
    each => each.at < called && !/:(card|history):/.test(each.key ?? '') && each.ts !== ts,
  )
  const times = [...before, ...steps, ...settings].map(({ at }) => at)
  return Math.max(0, ...times.filter(at => at <= called))
}
