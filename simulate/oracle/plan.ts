import { dayNumber, midnight, nameOf } from '../../testing/calendar-oracle.ts'
import type { Setting } from '../chronicle.ts'
import { appealOf, type Chapter, evidenceOf, type Stand, settled } from './life.ts'
import { atNight, evening, type Hours, morning } from './night.ts'
import { workingDayAfter } from './working-days.ts'

// Which reminders the rules promise, and for how long each is the one that applies.

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const never = Number.POSITIVE_INFINITY
const always = Number.NEGATIVE_INFINITY

/** A reminder that is owed from `from` until before `until`; `nightFrom`: at night only from then on. */
export type Owed = { key: string; from: number; until: number; nightFrom: number; loud: boolean; due: number }

/** When a reminder came to stand in Slack, by its key. */
export type PostedAt = (key: string) => number | undefined

type ReminderStep = { clock: string; name: string; at: number; due: number; nightFrom: number; loud: boolean }

const keyOf = ({ clock, name, due }: Pick<ReminderStep, 'clock' | 'name' | 'due'>) =>
  `${clock}:${name}:${new Date(due).toISOString()}`

/** Everything that is owed in a chapter under one setting of the channel, from `from` until before `to`. */
export function owedIn(
  chapter: Chapter,
  setting: Setting,
  world: { posted: PostedAt; away: (user: string, at: number) => boolean },
) {
  const { facts, from, to } = chapter
  const start = settled(chapter.stand, facts, from)
  const latest =
    start.is === 'awaiting evidence'
      ? evidenceOf(facts).latest
      : start.is === 'penalized' && !start.keptOpen
        ? appealOf(start.penalty).latest
        : never
  const parts: { stand: Stand; from: number; to: number }[] =
    latest < to
      ? [
          { stand: start, from, to: latest },
          { stand: settled(start, facts, latest), from: latest, to },
        ]
      : [{ stand: start, from, to }]
  return parts.flatMap(part => owedWhile(part, chapter, setting, world))
}

function owedWhile(
  { stand, from, to }: { stand: Stand; from: number; to: number },
  chapter: Chapter,
  setting: Setting,
  world: { posted: PostedAt; away: (user: string, at: number) => boolean },
): Owed[] {
  const { facts, answers } = chapter
  const { quiet } = setting
  /** What each rung of a clock is owed for: until the next one comes. */
  const along = (reminders: ReminderStep[], until = to): Owed[] =>
    single(reminders).flatMap((reminder, index, all) => {
      const dueMessages = {
        from: Math.max(reminder.at, from),
        until: Math.min(all[index + 1]?.at ?? never, until),
      }
      return dueMessages.from < dueMessages.until
        ? [{ ...reminder, ...dueMessages, key: keyOf(reminder) }]
        : []
    })
  const withSnoozed = (reminders: ReminderStep[]) => [...snoozed(reminders, answers, quiet), ...reminders]
  const held = (clock: string, name: string, at: number, due = at): ReminderStep => ({
    clock,
    name,
    due,
    at: morning(quiet, at),
    nightFrom: never,
    loud: name === 'missed' || name === 'lapsed',
  })
  const block = (): Owed[] => {
    const penalty = 'penalty' in stand ? stand.penalty : undefined
    const ends = penalty?.blockDays ? penalty.at + penalty.blockDays * DAY : undefined
    if (!penalty || ends === undefined || ends < penalty.recordedAt) return []
    return along([held('block', 'ended', ends)])
  }
  /** A question on each of these days, counted from its first. */
  const asked = (clock: string, first: number, days: Iterable<number>): Owed[] => {
    const reminders: ReminderStep[] = []
    for (const day of days) {
      const at = first + day * DAY
      reminders.push(held(clock, nameOf(dayNumber(at)), at))
      if (at > to) break
    }
    return along(withSnoozed(reminders))
  }
  const openWindow = (clock: 'evidence' | 'appeal', window: ReturnType<typeof evidenceOf>): Owed[] => {
    const reminders = windowReminders(clock, window, quiet)
    return [...along(withSnoozed(reminders)), ...escalations(reminders, window)]
  }

  /** Who else is told of an urgent reminder that nobody has answered. */
  function escalations(reminders: ReminderStep[], { due, latest }: ReturnType<typeof evidenceOf>): Owed[] {
    const kept = single(reminders)
    const urgent = kept.filter(({ name }) => name === '6h' || name === '1h')
    // The one six hours before may have been overtaken by the last one at the same moment.
    return urgent.flatMap((reminder, index) => {
      const names = reminder.name === '6h' ? ['6h', '1h-early'] : ['1h']
      // The early one of the last hour stands for six hours before where that never came.
      const [since] = names.flatMap(name => world.posted(keyOf({ ...reminder, name })) ?? [])
      if (since === undefined || names.some(name => answers.has(keyOf({ ...reminder, name })))) return []
      const passed = kept.find(({ name }) => name === 'due')?.at ?? never
      const until = Math.min(urgent[index + 1]?.at ?? never, passed, to)
      const sixBefore = due - 6 * HOUR
      const allowed = (at: number) =>
        atNight(quiet, at) && at < sixBefore ? Math.min(morning(quiet, at), sixBefore) : at
      const wait = (after: number) =>
        allowed(after + Math.min(30 * MINUTE, Math.floor(((after < due ? due : latest) - after) / 3)))
      const stage = (to: 'backup' | 'channel', at: number): ReminderStep => ({
        ...reminder,
        name: `${reminder.name}+${to}`,
        at,
        nightFrom: sixBefore,
        loud: to === 'channel',
      })
      const others = setting.backup.filter(user => user !== facts.owner)
      const stages: ReminderStep[] = []
      if (others.length === 0) stages.push(stage('channel', wait(since)))
      else {
        const backup = stage('backup', world.away(facts.owner, since) ? allowed(since) : wait(since))
        const told = world.posted(keyOf(backup))
        stages.push(backup)
        if (told !== undefined) stages.push(stage('channel', wait(told)))
      }
      return stages.flatMap(each => {
        const dueMessages = { from: Math.max(each.at, reminder.at, from), until }
        return dueMessages.from < dueMessages.until ? [{ ...each, ...dueMessages, key: keyOf(each) }] : []
      })
    })
  }

  switch (stand.is) {
    case 'awaiting evidence': {
      const advice = held('contact', 'buyer', facts.createdAt + HOUR)
      const last = evidenceOf(facts).due - 6 * HOUR
      const moved = chapter.steps.some(at => at <= advice.at)
      return [
        ...openWindow('evidence', evidenceOf(facts)),
        ...(moved || advice.at > last ? [] : along([advice], Math.min(to, last + 1))),
      ]
    }
    case 'awaiting decision': {
      if (stand.answeredAt !== undefined) {
        const expected = midnight(workingDayAfter(facts.filed, 4))
        return asked('decision', tenFrom(Math.max(expected, stand.answeredAt, facts.createdAt)), thinning())
      }
      const { due, latest } = evidenceOf(facts)
      const missed = held('evidence', 'missed', latest, due)
      const first = tenFrom(Math.max(latest, facts.createdAt))
      // At one moment people are told once.
      const together = morning(quiet, first) === missed.at
      return [...along([missed]), ...asked('decision', together ? first + DAY : first, thinning())]
    }
    case 'penalized': {
      const window = appealOf(stand.penalty)
      return [
        ...(stand.keptOpen
          ? asked('appeal', tenFrom(window.latest), thinning())
          : openWindow('appeal', window)),
        ...block(),
      ]
    }
    case 'under review': {
      const day = workingDayAfter(stand.appealedAt, 3)
      return [...asked('review', midnight(day) + 10 * HOUR, daily()), ...block()]
    }
    case 'closed': {
      if (stand.how === 'discarded') return []
      if (stand.how !== 'lapsed' || !stand.penalty) return block()
      const { due, latest } = appealOf(stand.penalty)
      return [...along([held('appeal', 'lapsed', latest, due)]), ...block()]
    }
  }
}

/** Of rungs at one moment the last one given is said. */
function single(reminders: ReminderStep[]): ReminderStep[] {
  const sorted = reminders.toSorted((a, b) => a.at - b.at)
  return sorted.filter((reminder, index) => sorted[index + 1]?.at !== reminder.at)
}

const tenFrom = (t: number) => {
  const ten = midnight(dayNumber(t)) + 10 * HOUR
  return ten >= t ? ten : ten + DAY
}

function* daily() {
  for (let day = 0; ; day++) yield day
}
/** Daily for 30 days, then weekly. */
function* thinning() {
  for (let day = 0; ; day += day < 30 ? 1 : 7) yield day
}

function windowReminders(
  clock: 'evidence' | 'appeal',
  { due, safe, latest }: ReturnType<typeof evidenceOf>,
  quiet: Hours,
): ReminderStep[] {
  const hours: [string, number][] =
    clock === 'evidence'
      ? [
          ['48h', 48],
          ['24h', 24],
          ['6h', 6],
        ]
      : [
          ['7d', 168],
          ['3d', 72],
          ['24h', 24],
          ['6h', 6],
        ]
  const oneHour = due - HOUR
  const nominal = [
    ...hours.map(([name, before]) => ({ name, at: due - before * HOUR })),
    ...(safe < due ? [{ name: 'safe-day', at: midnight(dayNumber(safe - 1)) + 18 * HOUR }] : []),
    ...(atNight(quiet, oneHour) ? [{ name: '1h-early', at: oneHour }] : []),
  ].toSorted((a, b) => a.at - b.at)
  const moved: typeof nominal = []
  for (const { name, at } of nominal)
    moved.push({ name, at: Math.max(evening(quiet, at), moved.at(-1)?.at ?? always) })
  const urgency = ['7d', '3d', '48h', '24h', 'safe-day', '1h-early', '6h']
  moved.sort((a, b) => urgency.indexOf(a.name) - urgency.indexOf(b.name))
  const loud = (name: string) => ['6h', '1h-early', '1h'].includes(name)
  return [
    ...[...moved, { name: '1h', at: oneHour }].map(reminder => ({
      ...reminder,
      clock,
      due,
      nightFrom: always,
      loud: loud(reminder.name),
    })),
    // The whole channel is told that only the latest reading is left, in the morning if there is one before that.
    ...(morning(quiet, due) < latest
      ? [{ clock, name: 'due', at: morning(quiet, due), due, nightFrom: always, loud: true }]
      : []),
    {
      clock,
      name: clock === 'evidence' ? 'missed' : 'lapsed',
      at: morning(quiet, latest),
      due,
      nightFrom: never,
      loud: true,
    },
  ]
}

/** The rungs that people asked for again, each before the next one. */
function snoozed(reminders: ReminderStep[], answers: Chapter['answers'], quiet: Hours): ReminderStep[] {
  const again: ReminderStep[] = []
  for (const answer of answers.values()) {
    if (answer.type !== 'snooze') continue
    const base = reminders.find(reminder => {
      const name = `${reminder.clock}:${reminder.name}`
      return (
        answer.reminder.startsWith(name) &&
        (answer.reminder.at(name.length) === '@' || answer.reminder === keyOf(reminder))
      )
    })
    if (!base || !answer.reminder.endsWith(new Date(base.due).toISOString())) continue
    const at = morning(quiet, answer.until)
    const next = Math.min(...reminders.flatMap(reminder => (reminder.at > base.at ? [reminder.at] : [])))
    if (at < next)
      again.push({
        ...base,
        name: `${base.name}@${new Date(answer.until).toISOString()}`,
        at,
        nightFrom: never,
      })
  }
  return again
}
