import { SECOND } from '../rules/beijing.ts'
import { withDeadline } from '../slack/with-deadline.ts'
import type { Desk } from './desk.ts'

/** Slack waits 3 s for an acknowledgement. Look-ups that a request can do without share the first two of them. */
export const lookUpMs = 2 * SECOND
/** Work that is still under way then is acknowledged without its outcome. */
export const ackMs = lookUpMs + SECOND / 4
/** Look-ups that decide the outcome may go on behind the acknowledgement, and end here. */
export const patienceMs = 15 * SECOND

/** A desk whose look-ups at Slack end, and `over`, which resolves when it is time to acknowledge. */
export type Budgeted = { desk: Desk; over: Promise<void> }

/** Bolt's context, in which the app notes as `arrivedAt` when a request came in. */
export type Arrival = Record<string, unknown>

/** Runs one request within its time budget, which began when the request came in. */
export async function inBudget<T>(
  desk: Desk,
  { arrivedAt }: Arrival,
  work: (budgeted: Budgeted) => Promise<T>,
): Promise<T> {
  const waited = typeof arrivedAt === 'number' ? Math.max(0, desk.now() - arrivedAt) : 0
  const over = Promise.withResolvers<void>()
  const hurried = Promise.withResolvers<never>()
  const patient = Promise.withResolvers<never>()
  const late = () => new Error('Slack did not answer in time')
  for (const { promise } of [hurried, patient]) promise.catch(() => {})
  const at = (ms: number, what: () => void) => desk.after(Math.max(0, ms - waited), what)
  const timers = [
    at(lookUpMs, () => hurried.reject(late())),
    desk.after(ackMs - Math.min(lookUpMs, waited), over.resolve),
    at(patienceMs, () => patient.reject(late())),
  ]
  const slackOf = askingOnce(team => withDeadline(desk.slackOf(team), patient.promise))
  const hurriedSlackOf = (team: string) => withDeadline(desk.slackOf(team), hurried.promise)
  try {
    return await work({ desk: { ...desk, slackOf, hurriedSlackOf }, over: over.promise })
  } finally {
    for (const cancel of timers) cancel()
  }
}

/** A request asks for the members of a channel once, and for a person's channels: what it asked ahead is what it finds. */
function askingOnce(slackOf: Desk['slackOf']): Desk['slackOf'] {
  const members = new Map<string, Promise<Set<string>>>()
  const channels = new Map<string, Promise<string[]>>()
  return team => {
    const slack = slackOf(team)
    return {
      ...slack,
      members: (channel, enough) => once(members, `${team}:${channel}`, () => slack.members(channel, enough)),
      channelsOf: user => once(channels, `${team}:${user}`, () => slack.channelsOf(user)),
    }
  }
}

function once<T>(asked: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const answer = asked.get(key) ?? ask()
  asked.set(key, answer)
  return answer
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
