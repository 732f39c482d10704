import { type DeliveryContext, sendRepeatedly } from './delivery.ts'
import type { Fields } from './fields.ts'
import { eventPayload } from './payloads.ts'
import type { Answer } from './transport.ts'
import type { Channel, Team } from './workspace.ts'

/** The answers to an event: to its first delivery and to each retry. */
export type EventDelivery = { payload: Fields; answer: Answer; answers: Answer[] }

/** Delivery of an event: `times` repeats it, `retry` marks it as a retry. */
export type EventSending = { times?: number; together?: boolean; retry?: { num: number; reason: string } }

/** Sends an event, and again up to three times while the app fails to answer 2xx in time. */
export async function sendEvent(
  ctx: DeliveryContext,
  team: Team,
  event: Fields,
  sending: EventSending = {},
): Promise<EventDelivery> {
  const { workspace } = ctx
  const stamped = { event_ts: workspace.nextTs(), ...event }
  const isShared = [...workspace.channels.values()].some(
    one => one.id === event.channel && one.sharedWith.length > 0,
  )
  const payload = eventPayload(workspace, team, stamped, workspace.nextId('Ev'), isShared)
  const send = ctx.transport()({ kind: 'events_api', payload, retry: sending.retry })
  const answers = await sendRepeatedly(send, sending)
  for (const [at, delayMs] of ctx.retryDelaysMs.entries()) {
    const last = answers.at(-1)
    if (last?.failure === undefined || last.noRetry) break
    await new Promise(resolve => setTimeout(resolve, delayMs))
    const retry = { num: at + 1, reason: last.failure }
    answers.push(await ctx.transport()({ kind: 'events_api', payload, retry })())
  }
  const [answer] = answers
  if (answer === undefined) throw new Error('Cannot deliver: times must be at least 1')
  return { payload, answer, answers }
}

/**
 * Sends an event if the manifest subscribes to it (by `name` where that is not its type) and the app is in
 * its channel.
 */
export async function announce(
  ctx: DeliveryContext,
  team: Team,
  event: Fields & { type: string },
  channel?: Channel,
  name = event.type,
): Promise<EventDelivery[]> {
  if (!ctx.app.events.has(name) || team.access !== 'installed') return []
  if (channel !== undefined && !channel.members.has(team.botUserId)) return []
  return [await sendEvent(ctx, team, event)]
}
