import { SECOND } from '../rules/beijing.ts'
import { inTime } from '../slack/in-time.ts'
import type { Desk } from './desk.ts'

/** Slack waits 3 s for an acknowledgement. Look-ups share the first two of them, whatever they are and however many. */
export const lookUpMs = 2 * SECOND
/** Work that is still under way then is acknowledged without its outcome. */
export const ackMs = lookUpMs + SECOND / 4

/** A desk whose look-ups at Slack end in time, and `over`, which resolves when it is time to acknowledge. */
export type Budgeted = { desk: Desk; over: Promise<void> }

/** Bolt's context, in which the app notes as `arrivedAt` when a request came in. */
export type Arrival = Record<string, unknown>

/** Runs one request within its time budget, which began when the request came in. */
export async function inBudget<T>(
  desk: Desk,
  { arrivedAt }: Arrival,
  work: (budgeted: Budgeted) => Promise<T>,
): Promise<T> {
  const waited = typeof arrivedAt === 'number' ? desk.now() - arrivedAt : 0
  const spent = Math.min(lookUpMs, Math.max(0, waited))
  const ended = Promise.withResolvers<never>()
  const over = Promise.withResolvers<void>()
  ended.promise.catch(() => {})
  let cancel = desk.after(lookUpMs - spent, () => {
    ended.reject(new Error('Slack did not answer in time'))
    cancel = desk.after(ackMs - lookUpMs, over.resolve)
  })
  const slackOf = (team: string) => inTime(desk.slackOf(team), ended.promise)
  try {
    return await work({ desk: { ...desk, slackOf }, over: over.promise })
  } finally {
    cancel()
  }
}

/**
 * Waits for `work`. When the budget is over before that, it acknowledges without the outcome: `late` says that the
 * acknowledgement can carry nothing any more. `work` does not reject.
 */
export async function beforeOver<T>(
  work: Promise<T>,
  over: Promise<void>,
  ack: () => Promise<void>,
): Promise<{ outcome: T; late: boolean }> {
  const late = await Promise.race([work.then(() => false), over.then(() => true)])
  if (late) await taken(ack())
  return { outcome: await work, late }
}

/** Whether Slack got an acknowledgement. */
export const taken = (ack: Promise<void>): Promise<boolean> =>
  ack.then(
    () => true,
    () => false,
  )
