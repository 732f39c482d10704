import { wasAway } from '../complaints/absences.ts'
import type { Complaint, Outbox } from '../complaints/complaint.ts'
import { reactionTo } from '../complaints/reactions.ts'
import { type Rung, readRungKey, rungKey } from '../complaints/reminder-step.ts'
import type { Window } from '../rules/deadlines.ts'
import { HOUR, type Instant, MINUTE } from '../time/beijing.ts'
import type { Terms } from './plan-context.ts'
import { allowedFrom } from './quiet-hours.ts'

/** The rungs that others are told of when nobody answers, and the reminders that stand for each: its own comes first. */
const answeredFor: Record<string, string[]> = { '6h': ['6h', '1h-early'], '1h': ['1h'] }
const longestWait = 30 * MINUTE
const nightBefore = 6 * HOUR

/** Whether others are told when nobody answers this rung. */
export const isEscalated = ({ name }: Pick<Rung, 'name'>): boolean => Object.hasOwn(answeredFor, name)

/** Whether a reminder, by its key, stands for one of them. */
export function isEscalatedKey(key: string): boolean {
  const { name = '' } = readRungKey(key) ?? {}
  return Object.values(answeredFor).some(names => names.includes(name))
}

/** When a reminder was posted, by Slack's clock. */
export function postedAt({ sent }: Outbox, key: string): Instant | undefined {
  const ts = Number(sent[key])
  return Number.isFinite(ts) ? Math.round(ts * 1000) : undefined
}

/** The reminder that was posted for a rung, and when: its own, or where that never came, the early one of the last hour. */
function postedFor({ outbox }: Complaint, rung: Rung): { key: string; at: Instant } | undefined {
  for (const name of answeredFor[rung.name] ?? []) {
    const key = rungKey({ ...rung, name })
    const at = postedAt(outbox, key)
    if (at !== undefined) return { key, at }
  }
  return undefined
}

/**
 * The rung of a window at `now` that others are to be told of, if it was posted and nobody has answered; none once the
 * whole channel has been told that the deadline has passed.
 */
export function unanswered(complaint: Complaint, rungs: Rung[], now: Instant): Rung | undefined {
  if (rungs.some(({ name, at }) => name === 'due' && at <= now)) return undefined
  const urgent = rungs
    .filter(rung => isEscalated(rung) && rung.at <= now)
    .toSorted((a, b) => a.at - b.at)
    .at(-1)
  if (!urgent || !postedFor(complaint, urgent)) return undefined
  const names = answeredFor[urgent.name] ?? []
  const answered = names.some(name => reactionTo(complaint, rungKey({ ...urgent, name })))
  return answered ? undefined : urgent
}

/** Who is told when the owner does not answer. */
export const backups = (owner: string, { settings }: Terms): string[] =>
  settings.backup.filter(user => user !== owner)

/**
 * Who is told of an unanswered reminder, and when: the backup people after half an hour, or a third of the time that was
 * left if that is less, or at once when the owner was in do-not-disturb; then, as much later again, the channel. Quiet
 * hours are broken within six hours of the deadline only.
 */
export function escalations(complaint: Complaint, rung: Rung, { due, latest }: Window, terms: Terms): Rung[] {
  const { outbox, owner } = complaint
  const posted = postedFor(complaint, rung)
  if (!posted) return []
  const stage = (to: 'backup' | 'channel', at: Instant): Rung => ({
    ...rung,
    name: `${rung.name}+${to}`,
    at: allowedFrom(terms.settings.quiet, at, due - nightBefore),
    loud: to === 'channel',
    nightFrom: due - nightBefore,
  })
  const waited = (since: Instant) =>
    since + Math.min(longestWait, Math.floor(((since < due ? due : latest) - since) / 3))
  if (backups(owner, terms).length === 0) return [stage('channel', waited(posted.at))]
  const first = stage('backup', wasAway(complaint, posted.key) ? posted.at : waited(posted.at))
  const told = postedAt(outbox, rungKey(first))
  return [told === undefined ? first : stage('channel', waited(told))]
}
