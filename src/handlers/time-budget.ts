import { withDeadline } from '../slack/with-deadline.ts'
import { SECOND } from '../time/beijing.ts'
import type { AppContext } from './context.ts'

/** Time for the look-ups that a request can do without. Slack waits 3 s for an acknowledgement. */
const optionalLookUpMs = 2 * SECOND
/** Time after which a request is acknowledged without its outcome. */
const ackMs = optionalLookUpMs + SECOND / 4
/** Time for the look-ups that decide the outcome. They may continue after the acknowledgement. */
const lookUpMs = 15 * SECOND

/** `ctx`: look-ups through it end in time. `ackDue` resolves when it is time to acknowledge. */
type Budgeted = { ctx: AppContext; ackDue: Promise<void> }

/** Bolt's context, in which the app notes as `arrivedAt` when a request came in. */
export type Arrival = Record<string, unknown>

/** Runs one request within its time budget, which began when the request came in. */
export async function withinBudget<T>(
  ctx: AppContext,
  { arrivedAt }: Arrival,
  work: (budgeted: Budgeted) => Promise<T>,
): Promise<T> {
  const waited = typeof arrivedAt === 'number' ? Math.max(0, ctx.now() - arrivedAt) : 0
  const ackDue = Promise.withResolvers<void>()
  const optional = Promise.withResolvers<never>()
  const decisive = Promise.withResolvers<never>()
  const timeout = () => new Error('Slack did not answer in time')
  for (const { promise } of [optional, decisive]) promise.catch(() => {})
  const endAfter = (ms: number, end: () => void) => ctx.after(Math.max(0, ms - waited), end)
  const timers = [
    endAfter(optionalLookUpMs, () => optional.reject(timeout())),
    // The work itself keeps its quarter of a second, however long the request has waited.
    ctx.after(ackMs - Math.min(optionalLookUpMs, waited), ackDue.resolve),
    endAfter(lookUpMs, () => decisive.reject(timeout())),
  ]
  const slackOf = askingOnce(team => withDeadline(ctx.slackOf(team), decisive.promise))
  const budgetedSlackOf = (team: string) => withDeadline(ctx.slackOf(team), optional.promise)
  try {
    return await work({ ctx: { ...ctx, slackOf, budgetedSlackOf }, ackDue: ackDue.promise })
  } finally {
    for (const cancel of timers) cancel()
  }
}

type Members = { answer: Promise<Set<string>>; enough: (known: Set<string>) => boolean }

/**
 * Shares look-ups within one request: a person's channels, and a channel's members unless they come from an
 * older list that is not `enough` for the second question.
 */
function askingOnce(slackOf: AppContext['slackOf']): AppContext['slackOf'] {
  const asked = new Map<string, Members>()
  const channels = new Map<string, Promise<string[]>>()
  return team => {
    const slack = slackOf(team)
    return {
      ...slack,
      async members(channel, enough = () => true) {
        const key = `${team}:${channel}`
        const earlier = asked.get(key)
        if (earlier) {
          const known = await earlier.answer
          if (enough(known) || !earlier.enough(known)) return known
        }
        const answer = slack.members(channel, enough)
        asked.set(key, { answer, enough })
        return answer
      },
      channelsOf(user) {
        const key = `${team}:${user}`
        const answer = channels.get(key) ?? slack.channelsOf(user)
        channels.set(key, answer)
        return answer
      },
    }
  }
}

/**
 * Waits for `work`, which must not reject. Acknowledges without the outcome when `ackDue` comes first: then
 * `isLate` is true, and the answer has to go another way.
 */
export async function awaitOrAck<T>(
  work: Promise<T>,
  ackDue: Promise<void>,
  ack: () => Promise<void>,
): Promise<{ outcome: T; isLate: boolean }> {
  const isLate = await Promise.race([work.then(() => false), ackDue.then(() => true)])
  if (isLate) await isDelivered(ack())
  return { outcome: await work, isLate }
}

/** True if Slack got the acknowledgement. */
export const isDelivered = (ack: Promise<void>): Promise<boolean> =>
  ack.then(
    () => true,
    () => false,
  )
