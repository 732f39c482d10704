import type { WebClient } from '@slack/web-api'
import { maxPagingMs } from '../retry-policy.ts'
import { DAY, type Instant } from '../time/beijing.ts'
import { failureOf } from './failure.ts'
import { nextCursor, pagesOf } from './pages.ts'
import type { Found } from './slack.ts'

const event = 'shensu_message'

/** The metadata of a message, by which it is found again. */
export const metadataOf = (key: string) => ({ event_type: event, event_payload: { key } })

type Where = { channel: string; thread?: string | undefined; key: string; since: Instant }
type ReadMessage = { ts?: string; metadata?: { event_type?: string; event_payload?: object } }

/** The most that the app's clock may have been ahead of Slack's when it posted. */
const maxClockSkew = 7 * DAY

/**
 * Looks for a message by its key, in a thread or among those in the channel since a week before `since`, page
 * by page for eight seconds.
 */
export async function findMessage(
  client: WebClient,
  { channel, thread, key, since }: Where,
  now: () => Instant,
): Promise<Found> {
  const until = now() + maxPagingMs
  const range = { channel, limit: 200, include_all_metadata: true }
  const oldest = String((since - maxClockSkew) / 1000)
  const pages = pagesOf(at =>
    thread
      ? client.conversations.replies({ ...range, ...at, ts: thread })
      : client.conversations.history({ ...range, ...at, oldest }),
  )
  try {
    for await (const page of pages) {
      const found = page.messages?.find(message => carries(message, key))
      if (found?.ts) return { kind: 'found', ts: found.ts }
      if (nextCursor(page) && now() >= until) return { kind: 'later', error: 'too_many_pages' }
    }
    return { kind: 'absent' }
  } catch (error) {
    const failure = failureOf(error)
    // A refusal or a rate limit will not be gone in a moment; a broken connection may.
    const isLasting = failure.kind === 'refused' || failure.error.startsWith('rate')
    return { kind: isLasting ? 'cannot' : 'later', error: failure.error }
  }
}

function carries({ metadata }: ReadMessage, key: string): boolean {
  const payload = metadata?.event_type === event ? metadata.event_payload : undefined
  return payload !== undefined && 'key' in payload && payload.key === key
}
