import { withDeadline } from '../slack/with-deadline.ts'
import { SECOND } from '../time/beijing.ts'
import type { AppContext } from './context.ts'

/** Slack waits 3 s for an acknowledgement. Look-ups that a request can do without share the first two of them. */
export const lookUpMs = 2 * SECOND
/** Work that is still under way then is acknowledged without its outcome. */
export const ackMs = lookUpMs + SECOND / 4
/** Look-ups that decide the outcome may go on behind the acknowledgement, and end here. */
export const maxLookUpMs = 15 * SECOND

/** A desk whose look-ups at Slack end, and `over`, which resolves when it is time to acknowledge. */
export type Budgeted = { ctx: AppContext; ackDue: Promise<void> }

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
  const hurried = Promise.withResolvers<never>()
  const patient = Promise.withResolvers<never>()
  const late = () => new Error('Slack did not answer in time')
  for (const { promise } of [hurried, patient]) promise.catch(() => {})
  const at = (ms: number, what: () => void) => ctx.after(Math.max(0, ms - waited), what)
  const timers = [
    at(lookUpMs, () => hurried.reject(late())),
    ctx.after(ackMs - Math.min(lookUpMs, waited), ackDue.resolve),
    at(maxLookUpMs, () => patient.reject(late())),
  ]
  const slackOf = askingOnce(team => withDeadline(ctx.slackOf(team), patient.promise))
  const budgetedSlackOf = (team: string) => withDeadline(ctx.slackOf(team), hurried.promise)
  try {
    return await work({ ctx: { ...ctx, slackOf, budgetedSlackOf }, ackDue: ackDue.promise })
  } finally {
    for (const cancel of timers) cancel()
  }
}

type Members = { answer: Promise<Set<string>>; enough: (known: Set<string>) => boolean }

/**
 * The same look-ups, but what a request has asked ahead is what it finds: a person's channels, and the members of a channel
 * unless they came from an older list that is not `enough` for the second question.
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
 * Waits for `work`. When the budget is over before that, it acknowledges without the outcome: `late` says that the
 * acknowledgement can carry nothing any more. `work` does not reject.
 */
export async function awaitOrAck<T>(
  work: Promise<T>,
  ackDue: Promise<void>,
  ack: () => Promise<void>,
): Promise<{ outcome: T; late: boolean }> {
  const late = await Promise.race([work.then(() => false), ackDue.then(() => true)])
  if (late) await isDelivered(ack())
  return { outcome: await work, late }
}

/** Whether Slack got an acknowledgement. */
export const isDelivered = (ack: Promise<void>): Promise<boolean> =>
  ack.then(
    () => true,
    () => false,
  )
