import type { WebClient } from '@slack/web-api'
import { type Instant, SECOND } from '../time/beijing.ts'
import { failureOf } from './failure.ts'
import { pagesOf } from './pages.ts'
import type { Listed, Scheduling, Sent } from './slack.ts'

/** Sent without metadata: Slack accepts a scheduled message that carries some, and never posts it. */
export async function scheduleMessage(
  client: WebClient,
  { channel, text, postAt }: Scheduling,
): Promise<Sent> {
  try {
    const message = { channel, text, post_at: postAt / SECOND, unfurl_links: false, unfurl_media: false }
    const { scheduled_message_id: id } = await client.chat.scheduleMessage(message)
    return id ? { kind: 'sent', ts: id } : { kind: 'unknown', error: 'no_id' }
  } catch (error) {
    return failureOf(error)
  }
}

export async function unscheduleMessage(
  client: WebClient,
  { channel, id }: { channel: string; id: string },
): Promise<Sent> {
  try {
    await client.chat.deleteScheduledMessage({ channel, scheduled_message_id: id })
    return { kind: 'sent', ts: id }
  } catch (error) {
    return failureOf(error)
  }
}

export async function scheduledMessages(
  client: WebClient,
  { channel, postAt }: { channel: string; postAt: Instant },
): Promise<Listed> {
  const seconds = postAt / SECOND
  const range = { channel, oldest: String(seconds), latest: String(seconds), limit: 100 }
  const messages: Extract<Listed, { kind: 'listed' }>['messages'] = []
  try {
    for await (const page of pagesOf(at => client.chat.scheduledMessages.list({ ...range, ...at })))
      for (const { id, post_at: at, text } of page.scheduled_messages ?? [])
        if (id && at === seconds) messages.push({ id, postAt, text: text ?? '' })
    return { kind: 'listed', messages }
  } catch (error) {
    return failureOf(error)
  }
}
