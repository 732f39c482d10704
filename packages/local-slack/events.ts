import type { Fields } from './fields.ts'
import { eventPayload } from './payloads.ts'
import type { Post } from './sending.ts'
import type { Answer } from './transport.ts'
import type { Channel, Team } from './workspace.ts'

/** What the app answered to an event, to its first sending and to each retry. */
export type EventDelivery = { payload: Fields; answer: Answer; answers: Answer[] }

/** How an event is sent: `times` the same event that often, `retry` as if that many retries had gone before. */
export type EventSending = { times?: number; together?: boolean; retry?: { num: number; reason: string } }

/** Sends an event, and again up to three times while the app fails to answer 2xx in time. */
export async function sendEvent(
  post: Post,
  team: Team,
  event: Fields,
  sending: EventSending = {},
): Promise<EventDelivery> {
  const { times = 1, together = false } = sending
  const stamped = { event_ts: post.workspace.nextTs(), ...event }
  const shared = [...post.workspace.channels.values()].some(
    one => one.id === event.channel && one.sharedWith.length > 0,
  )
  const payload = eventPayload(post.workspace, team, stamped, post.workspace.nextId('Ev'), shared)
  const send = post.transport()({ kind: 'events_api', payload, retry: sending.retry })
  const answers: Answer[] = []
  if (together) answers.push(...(await Promise.all(Array.from({ length: times }, send))))
  else for (let sent = 0; sent < times; sent += 1) answers.push(await send())
  for (const [at, delayMs] of post.retryDelaysMs.entries()) {
    const last = answers.at(-1)
    if (last?.failure === undefined || last.noRetry) break
    await new Promise(resolve => setTimeout(resolve, delayMs))
    answers.push(
      await post.transport()({ kind: 'events_api', payload, retry: { num: at + 1, reason: last.failure } })(),
    )
  }
  const [answer] = answers
  if (answer === undefined) throw new Error('Cannot deliver: times must be at least 1')
  return { payload, answer, answers }
}

/** Sends an event if the manifest subscribes to it and, for one of a channel, the app is there. */
export async function announce(
  post: Post,
  team: Team,
  name: string,
  event: Fields,
  channel?: Channel,
): Promise<EventDelivery[]> {
  if (!post.app.events.has(name) || team.access !== 'installed') return []
  if (channel !== undefined && !channel.members.has(team.botUserId)) return []
  return [await sendEvent(post, team, event)]
}
