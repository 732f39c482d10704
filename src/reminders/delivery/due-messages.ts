import type { Complaint, Entry } from '../../complaints/complaint.ts'
import type { UnknownOutcome } from '../../complaints/outbox.ts'
import { isReaction } from '../../complaints/reactions.ts'
import { clocks, parseReminderKey, type ReminderStep, reminderKey } from '../../complaints/reminder-step.ts'
import { missedBy } from '../../schedule/lateness.ts'
import type { PlanContext } from '../../schedule/plan-context.ts'
import { allowedFrom } from '../../schedule/quiet-hours.ts'
import { scheduleOf } from '../../schedule/schedule.ts'
import type { Instant } from '../../time/beijing.ts'
import { unknownOutcomes } from './delivery-state.ts'
import type { Post, ReminderPost } from './post.ts'

const maxEntriesPerMessage = 10

/** The messages due for a settled complaint at `now`, in sending order. */
export function dueMessages(complaint: Complaint, context: PlanContext, now: Instant): Post[] {
  const { outbox } = complaint
  const due = dueReminders(complaint, context, now)
  const reminders = reminderPosts(due, complaint, context, now)
  const card: Post[] = outbox.card ? [] : [{ kind: 'card', key: `card:${outbox.cards + 1}` }]
  const history = historyPosts(complaint)
  return hasDeliveryProblem(complaint, due)
    ? [...card, ...reminders, ...history]
    : [...card, ...history, ...reminders]
}

/** Reminders among the due messages, in the same order. */
export const dueReminderPosts = (complaint: Complaint, context: PlanContext, now: Instant): ReminderPost[] =>
  reminderPosts(dueReminders(complaint, context, now), complaint, context, now)

/** Reminders of a settled complaint that apply, were not sent and may be sent now, earliest first. */
export const dueReminders = (complaint: Complaint, context: PlanContext, now: Instant): ReminderStep[] =>
  unsentReminders(complaint, context, now).flatMap(({ reminder, from }) => (from <= now ? reminder : []))

/** Unsent reminders that apply. `from`: earliest time to send; a late one may have to wait for morning. */
export const unsentReminders = (
  complaint: Complaint,
  context: PlanContext,
  now: Instant,
): { reminder: ReminderStep; from: Instant }[] =>
  scheduleOf(complaint, context, now)
    .flatMap(({ current: reminder }) =>
      reminder && !(reminderKey(reminder) in complaint.outbox.sent)
        ? { reminder, from: allowedFrom(context.settings.quiet, now, reminder.mayBreakQuietFrom) }
        : [],
    )
    .sort((a, b) => a.reminder.at - b.reminder.at)

/** Keys of the reminders that apply now or will apply if nothing happens. */
export const upcomingKeys = (complaint: Complaint, context: PlanContext, now: Instant): Set<string> =>
  new Set(
    scheduleOf(complaint, context, now).flatMap(({ current, ahead }) =>
      [...(current ? [current] : []), ...ahead].map(reminderKey),
    ),
  )

/** True for entries shown in the thread and on the card. Reactions appear only at their reminder. */
export const isNews = ({ step }: Entry): boolean => !isReaction(step)

/** One post per reminder, except that late ones share the post of the most urgent among them. */
function reminderPosts(
  due: ReminderStep[],
  complaint: Complaint,
  context: PlanContext,
  now: Instant,
): ReminderPost[] {
  if (due.length === 0) return []
  const unknown = unknownOutcomes(complaint.outbox)
  // A message that was attempted may already be in Slack, so it still covers the same reminders.
  const attempted = due
    .filter(reminder => unknown.has(reminderKey(reminder)))
    .map(reminder => postOf(reminder, unknown.get(reminderKey(reminder))?.also))
  const covered = new Set(attempted.flatMap(({ key, also }) => [key, ...also]))
  const rest = due.filter(reminder => !covered.has(reminderKey(reminder)))
  if (rest.length < 2) return [...attempted, ...rest.map(reminder => postOf(reminder))]
  const missed = new Set(missedBy(complaint, context, now).map(({ key }) => key))
  const isLate = (reminder: ReminderStep) => missed.has(reminderKey(reminder))
  const [first, ...others] = rest.filter(isLate).toSorted(byUrgency)
  const late = first ? [postOf(first, others.map(reminderKey))] : []
  const inTime = rest.filter(reminder => !isLate(reminder)).map(reminder => postOf(reminder))
  return [...attempted, ...late, ...inTime]
}

const postOf = (reminder: ReminderStep, also: string[] = []): ReminderPost => ({
  kind: 'reminder',
  key: reminderKey(reminder),
  reminder,
  also,
})

const byUrgency = (a: ReminderStep, b: ReminderStep): number =>
  Number(b.inChannel) - Number(a.inChannel) ||
  clocks.indexOf(a.clock) - clocks.indexOf(b.clock) ||
  b.at - a.at

/** History not yet in the thread, in messages of ten entries. An attempted message keeps its entries. */
function historyPosts({ outbox, history }: Complaint): Post[] {
  const unknown = unknownOutcomes(outbox)
  const posts: Post[] = []
  for (let from = outbox.told, to = from; from < history.length; from = to) {
    to = attemptedEnd(unknown, from) ?? Math.min(from + maxEntriesPerMessage, history.length)
    if (history.slice(from, to).some(isNews))
      posts.push({ kind: 'history', key: `history:${from}-${to}`, from, to })
  }
  return posts
}

/** End of the history message that was attempted from entry `from` on and may be in Slack. */
function attemptedEnd(unknown: Map<string, UnknownOutcome>, from: number): number | undefined {
  for (const key of unknown.keys()) {
    const [, start, end] = /^history:(\d+)-(\d+)$/.exec(key) ?? []
    if (start !== undefined && Number(start) === from) return Number(end)
  }
  return undefined
}

/** After a delivery problem, reminders go first, because stuck history must not delay a deadline. */
function hasDeliveryProblem({ outbox }: Complaint, due: ReminderStep[]): boolean {
  const isRelevant = (key: string) =>
    !parseReminderKey(key) || due.some(reminder => reminderKey(reminder) === key)
  return outbox.trouble !== undefined || unknownOutcomes(outbox).keys().some(isRelevant)
}
