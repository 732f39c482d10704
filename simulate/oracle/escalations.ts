import { atNight, type Hours, morning } from '../../testing/quiet-hours-oracle.ts'
import type { Setting } from '../chronicle.ts'
import type { Chapter } from './chapters.ts'
import { keyOf, never, type Owed, type ReminderStep, single } from './reminder-steps.ts'
import type { Window } from './state.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/**
 * `posted`: the time at which a reminder was posted, by its key. `away`: true for a user in do-not-disturb.
 */
export type Observed = {
  posted: (key: string) => number | undefined
  away: (user: string, at: number) => boolean
}
type Of = { chapter: Chapter; setting: Setting; window: Window; world: Observed }

/** The messages to backup and channel for urgent reminders that nobody has answered. */
export function escalations(
  reminders: ReminderStep[],
  of: Of,
  { from, to }: { from: number; to: number },
): Owed[] {
  const kept = single(reminders)
  const passed = kept.find(({ name }) => name === 'due')?.at ?? never
  const urgent = kept.filter(({ name }) => name === '6h' || name === '1h')
  return urgent.flatMap((reminder, index) => {
    const since = unansweredSince(reminder, of)
    if (since === undefined) return []
    const until = Math.min(urgent[index + 1]?.at ?? never, passed, to)
    return stagesOf(reminder, since, of).flatMap(stage => {
      const span = { from: Math.max(stage.at, reminder.at, from), until }
      return span.from < span.until ? [{ ...stage, ...span, key: keyOf(stage) }] : []
    })
  })
}

/**
 * When a reminder was posted that nobody has answered. The early one of the last hour stands for a 6h that
 * never came.
 */
function unansweredSince(reminder: ReminderStep, { chapter, world }: Of): number | undefined {
  const names = reminder.name === '6h' ? ['6h', '1h-early'] : ['1h']
  const keys = names.map(name => keyOf({ ...reminder, name }))
  if (keys.some(key => chapter.answers.has(key))) return undefined
  return keys.flatMap(key => world.posted(key) ?? [])[0]
}

function stagesOf(
  reminder: ReminderStep,
  since: number,
  { chapter: { facts }, setting: { quiet, backup }, window, world }: Of,
): ReminderStep[] {
  const nightFrom = window.due - 6 * HOUR
  const wait = (after: number) => waitFrom(after, window, quiet)
  const stage = (to: 'backup' | 'channel', at: number): ReminderStep => ({
    ...reminder,
    name: `${reminder.name}+${to}`,
    at,
    nightFrom,
    loud: to === 'channel',
  })
  if (backup.every(user => user === facts.owner)) return [stage('channel', wait(since))]
  const isAway = world.away(facts.owner, since)
  const first = stage('backup', isAway ? allowedFrom(since, nightFrom, quiet) : wait(since))
  const told = world.posted(keyOf(first))
  return told === undefined ? [first] : [first, stage('channel', wait(told))]
}

/** Half an hour after a message, or a third of the time that was left then. */
function waitFrom(after: number, { due, latest }: Window, quiet: Hours): number {
  const left = (after < due ? due : latest) - after
  return allowedFrom(after + Math.min(30 * MINUTE, Math.floor(left / 3)), due - 6 * HOUR, quiet)
}

const allowedFrom = (at: number, nightFrom: number, quiet: Hours): number =>
  atNight(quiet, at) && at < nightFrom ? Math.min(morning(quiet, at), nightFrom) : at
