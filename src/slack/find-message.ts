import type { WebClient } from '@slack/web-api'
import { DAY, type Instant } from '../time/beijing.ts'
import { failureOf } from './failure.ts'
import type { Found } from './slack.ts'
import { maxPagingMs } from './timeouts.ts'

const event = 'shensu_message'

/** The metadata that a message carries, so that it can be found again by its key. */
export const metadataOf = (key: string) => ({ event_type: event, event_payload: { key } })

type Where = { channel: string; thread?: string | undefined; key: string; since: Instant }
type Read = { ts?: string; metadata?: { event_type?: string; event_payload?: object } }

/** How far the app's clock may have been ahead of Slack's when it tried. */
const wrongClock = 7 * DAY

/**
 * Looks for a message by its key, in a thread or among those in the channel since a week before `since`, page by page for
 * eight seconds.
 */
export async function findMessage(
  client: WebClient,
  { channel, thread, key, since }: Where,
  now: () => Instant,
): Promise<Found> {
  const until = now() + maxPagingMs
  const page = { channel, limit: 200, include_all_metadata: true }
  const oldest = String((since - wrongClock) / 1000)
  try {
    for (let cursor: string | undefined; ; ) {
      const at = { ...page, ...(cursor && { cursor }) }
      const answer = thread
        ? await client.conversations.replies({ ...at, ts: thread })
        : await client.conversations.history({ ...at, oldest })
      const found = answer.messages?.find(message => carries(message, key))
      if (found?.ts) return { kind: 'found', ts: found.ts }
      cursor = answer.response_metadata?.next_cursor
      if (!cursor) return { kind: 'absent' }
      if (now() >= until) return { kind: 'later', error: 'too_many_pages' }
    }
  } catch (error) {
    const failure = failureOf(error)
    // What Slack refuses or counts will not be better in a moment; a broken connection may.
    const lasting = failure.kind === 'refused' || failure.error.startsWith('rate')
    return { kind: lasting ? 'cannot' : 'later', error: failure.error }
  }
}

function carries({ metadata }: Read, key: string): boolean {
  const payload = metadata?.event_type === event ? metadata.event_payload : undefined
  return payload !== undefined && 'key' in payload && payload.key === key
}
