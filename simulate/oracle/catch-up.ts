import type { Case, Chronicle, Late, Said } from '../chronicle.ts'
import { type Finding, momentOf } from './finding.ts'
import { type Ledger, ledgerOf, piecesOf, type Span } from './ledger.ts'
import { offsetAt } from './outages.ts'
import { atNight, morning } from './quiet-hours.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
/** What came this long after its time came late, and is to be said so. */
const lateAfter = 5 * MINUTE
/** What was decided on a moment before may still come to stand. */
const aMoment = 60 * SECOND
/** Late messages of one complaint that come closer than this are two where one was promised. */
const together = 3 * MINUTE

/** More late messages than this in one channel become one. */
const maxAlone = 5
const aFlood = 60 * SECOND
/** From looking whether its channel takes anything until a message is sent. */
const onItsWay = 2 * SECOND

type Named = Late['named'][number]

const nameOf = (key: string) => key.split(':')[1] ?? ''
/** The instant at its end. */
const dueOf = (key: string) => Date.parse(key.slice(-24))

/** Whether a reminder is the one that is named in words. */
function isNamed(key: string, { clock, name, to }: Named): boolean {
  if (!key.startsWith(`${clock}:`)) return false
  const own = nameOf(key)
  if (name === 'over') return own === 'missed' || own === 'lapsed'
  // Of a question that was asked again and again, up to the last time that is named.
  if (name === 'asked') return /^\d{4}-\d\d-\d\d/.test(own) && dueOf(key) <= to
  return name.endsWith('@') ? own.startsWith(name) : own === name
}

const lateOf = ({ late }: Said, id: string): Named[] | undefined => late?.find(each => each.id === id)?.named

/** The messages that name this complaint as late, its own and digests. */
const lateMessages = ({ said }: Chronicle, { id }: Case): Said[] =>
  said.filter(message => message.late && lateOf(message, id))

/**
 * What was said of a complaint, with a message for each reminder that a late one stands for: those it names that were owed
 * when it was decided on; and what all of that makes it owed.
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
    const shown = ledger
      .byWrongClock(message.called, message.called + offset)
      .map(({ dueMessages }) => dueMessages.key)
    const dueMessages = new Set(offset === 0 ? right : shown)
    const more = [...dueMessages.union(new Set(right))].flatMap(key =>
      named.some(each => isNamed(key, each)) &&
      !told.some(each => each.key === `${id}:${key}` && each.at <= message.at && !each.inPassing)
        ? { ...message, key: `${id}:${key}`, mentionedIn: message.key, inPassing: !dueMessages.has(key) }
        : [],
    )
    if (more.length === 0) continue
    told = [...told, ...more].toSorted((a, b) => a.at - b.at)
    ledger = ledgerOf(chronicle, pieces, id, told)

    function owedThen({ dueMessages: { from, until } }: Span): boolean {
      return from <= message.called && message.called - aMoment / 2 < until
    }
  }
  return { told, ledger }
}

/** Whether late messages name what should have come and nothing else, one message a complaint. */
export function judgeCatchUp(chronicle: Chronicle, known: Case, said: Said[], ledger: Ledger): Finding[] {
  const { id, name, channel } = known
  const findings: Finding[] = []
  const steps = known.done.filter(({ wish }) => wish.type !== 'ack' && wish.type !== 'snooze')
  const settings = chronicle.settings.get(channel) ?? []
  const settingsByApp = settings.map(({ at }) => ({ at, appAt: at + offsetAt(chronicle, at) }))
  const messages = lateMessages(chronicle, known)
  const inVain = new Set(chronicle.unanswered.map(({ key }) => key))
  const postedBefore = (key: string, at: number) =>
    said.some(each => each.key === `${id}:${key}` && each.at < at && !each.inPassing)

  /** Whether this reminder, or one that it follows, was looked for in vain, so that it is not known when it was told. */
  function unknownToApp(key: string): boolean {
    const all = [key, key.replace('+channel', '+backup'), key.replace(/[+]\w+/, '')]
    return all.some(one => inVain.has(`${id}:${one}`))
  }

  const lookUpFailed = (key: string | undefined, by: number) =>
    chronicle.unanswered.some(each => each.key === key && by - each.at < 10 * MINUTE)

  /** Whether others were to be told that nobody had answered, and somebody has since: that is settled, and need not be named. */
  function isSettled(key: string, t: number): boolean {
    const others = /^(\w+):(6h|1h)[+]\w+:(.*)$/.exec(key)
    if (!others) return false
    const [, clock, name, due] = others
    const answers = (name === '6h' ? ['6h', '1h-early'] : ['1h']).map(each => `${clock}:${each}:${due}`)
    return known.done.some(({ wish, at }) => 'reminder' in wish && answers.includes(wish.reminder) && at <= t)
  }

  /** When the plan or what was said was last another. */
  function sinceOf({ called, ts }: Said): number {
    const before = said.filter(
      each => each.at < called && !/:(card|history):/.test(each.key ?? '') && each.ts !== ts,
    )
    const times = [...before, ...steps, ...settings].map(({ at }) => at)
    return Math.max(0, ...times.filter(at => at <= called))
  }

  for (const message of said) {
    const key = message.key?.slice(id.length + 1) ?? ''
    const spans = ledger.all.get(key)
    if (message.late || !spans || unknownToApp(key)) continue
    // What was done while the clock ran ahead lies in the future for the app, which cannot tell since when its plan holds.
    const lies = ({ appAt, at }: { appAt: number; at: number }) =>
      at <= message.called && appAt > message.called
    if ([...steps, ...settingsByApp].some(lies)) continue
    const since = sinceOf(message)
    const inTime = spans.filter(
      span => awakeFrom(span) < span.dueMessages.until && since < span.dueMessages.until,
    )
    const from = Math.max(since, Math.min(...inTime.map(awakeFrom)))
    if (wrongClockIn(chronicle, since - 10 * MINUTE, message.at)) continue
    // What was held began to be late in the morning.
    const span = inTime.findLast(({ dueMessages }) => dueMessages.from <= from)
    const awake = span && heldAt(span, from) ? Math.max(from, morning(span.setting.quiet, from)) : from
    if (message.called - awake > lateAfter + aMoment)
      findings.push({
        what: 'wrong words',
        about: `${name} ${key}`,
        expected: `says that it should have come at ${momentOf(awake)}`,
        happened: `at ${momentOf(message.at)} it does not`,
      })
  }

  for (const message of messages) {
    const { called, at } = message
    const named = lateOf(message, id) ?? []
    const since = sinceOf(message)
    // Under a wrong clock it is late, or early, for all that it knows.
    if (wrongClockIn(chronicle, since - 10 * MINUTE, at)) continue
    // Where an earlier try, by itself or in a digest, could not be looked for, what came of it is not known.
    const before = messages.filter(each => each.key?.startsWith('digest:') && each.at < called)
    if ([message, ...before].some(({ key }) => lookUpFailed(key, called))) continue
    const about = `${name} late message ${momentOf(at)}`
    for (const each of named) {
      const dueMessages = [...ledger.all].some(
        ([key, spans]) =>
          isNamed(key, each) &&
          (message.key === `${id}:${key}` || !postedBefore(key, called)) &&
          spans.some(
            span => awakeFrom(span) <= each.to + aMoment && each.to < span.dueMessages.until + aMoment,
          ),
      )
      // A digest names what has just come due as well.
      const inTime = each.from > called - lateAfter + aMoment && !message.key?.startsWith('digest:')
      if (!dueMessages || inTime)
        findings.push({
          what: 'wrong words',
          about,
          expected: 'what was owed then, did not stand there and is late',
          happened: `names ${each.clock} ${each.name} of ${momentOf(each.from)}`,
        })
    }
    // A digest names the last ones of many.
    if (message.key?.startsWith('digest:')) continue
    for (const [key, spans] of ledger.all) {
      if (postedBefore(key, called) || unknownToApp(key) || isSettled(key, called)) continue
      const missed = spans.find(span => {
        const from = awakeFrom(span)
        // What is held just now comes in the morning.
        if (heldAt(span, called)) return false
        return from > since + aMoment && from < called - lateAfter - aMoment && from < span.dueMessages.until
      })
      if (missed && !named.some(each => isNamed(key, each)))
        findings.push({
          what: 'wrong words',
          about,
          expected: `names ${key} of ${momentOf(awakeFrom(missed))}`,
          happened: 'does not',
        })
    }
  }

  for (const [index, message] of messages.entries()) {
    const before = messages[index - 1]
    if (
      !before ||
      message.at - before.at > together ||
      wrongClockIn(chronicle, before.at - together, message.at)
    )
      continue
    const moved = [...steps, ...settings].some(
      each => each.at > before.called - aMoment && each.at <= message.at,
    )
    const tried = [before, message].some(each => chronicle.unanswered.some(({ key }) => key === each.key))
    // What had just come due then went by itself, and something delayed it.
    const wasInTime = (lateOf(message, id) ?? []).every(each => each.from > before.called - lateAfter)
    if (!moved && !tried && !wasInTime && before.key !== message.key)
      findings.push({
        what: 'doubled',
        about: `${name} late message`,
        expected: 'one after a downtime',
        happened: `${before.key} at ${momentOf(before.at)} and ${message.key} at ${momentOf(message.at)}`,
      })
  }
  return findings
}

/** Whether more late messages came at once in a channel than are to come one by one. */
export function judgeFloods(chronicle: Chronicle): Finding[] {
  const findings: Finding[] = []
  // The same one twice is judged elsewhere; one that was looked for in vain goes by itself, and one that was on its way when its
  // channel came back.
  const wasOnItsWay = ({ channel, called, at }: Said) =>
    chronicle.broken.some(
      ({ what, channel: dead, to }) =>
        what === 'dead channel' && dead === channel && to <= at && called - to < onItsWay,
    )
  const alone = chronicle.said.filter((message, index, all) => {
    const { late, key } = message
    return (
      late &&
      !key?.startsWith('digest:') &&
      !chronicle.unanswered.some(each => each.key === key) &&
      !wasOnItsWay(message) &&
      all.findIndex(each => each.key === key) === index
    )
  })
  for (const channel of new Set(alone.map(each => each.channel))) {
    const times = alone.filter(each => each.channel === channel).map(({ at }) => at)
    const first = times.findIndex((at, index) => {
      const last = times[index + maxAlone] ?? Number.POSITIVE_INFINITY
      // What waits for morning does not go with what may come at night.
      const { quiet = null } = chronicle.settings.get(channel)?.findLast(each => each.at <= at) ?? {}
      return last - at < aFlood && !(atNight(quiet, at) && morning(quiet, at) <= last)
    })
    const at = times[first]
    if (at === undefined || wrongClockIn(chronicle, at - aFlood, at)) continue
    findings.push({
      what: 'flood',
      about: channel,
      expected: 'one message for all that is late',
      happened: `more than ${maxAlone} from ${momentOf(at)} on`,
    })
  }
  return findings
}

/** From when on something that is owed may be said. */
function awakeFrom({ dueMessages: { from, nightFrom }, setting: { quiet } }: Span): number {
  return from < nightFrom && atNight(quiet, from)
    ? Math.min(morning(quiet, from), Math.max(from, nightFrom))
    : from
}

const heldAt = ({ dueMessages: { nightFrom }, setting: { quiet } }: Span, t: number): boolean =>
  t < nightFrom && atNight(quiet, t)

const wrongClockIn = ({ offsets, end }: Chronicle, from: number, to: number): boolean =>
  offsets.some(
    ({ from: start, ms }, index) => ms !== 0 && start <= to && (offsets[index + 1]?.from ?? end) >= from,
  )
