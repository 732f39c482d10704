import type { Log } from '../log.ts'
import { SECOND } from '../time/beijing.ts'
import type { AnswerQueue } from './answer-queue.ts'
import { outcomeOf } from './failure.ts'
import type { MessageBody, Sent, Slack } from './slack.ts'

/** True for Slack's own addresses and for the Web API's host where an operator has set another. */
const isAllowedReplyUrl = (url: string, apiUrl: string | undefined): boolean => {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  if (apiUrl && hostname === new URL(apiUrl).hostname) return true
  return protocol === 'https:' && (hostname === 'slack.com' || hostname.endsWith('.slack.com'))
}

/**
 * Answers a command or a press through its `response_url`, to that person only. Only a rate limit is worth a
 * retry: the sender has other ways to answer.
 */
async function replyTo(url: string, { text, blocks }: MessageBody, thread?: string): Promise<Sent> {
  const message = {
    response_type: 'ephemeral',
    replace_original: false,
    text,
    blocks,
    ...(thread && { thread_ts: thread }),
  }
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(message),
    signal: AbortSignal.timeout(5_000),
  })
  if (answer.ok) return { kind: 'sent', ts: '' }
  const error = `http_${answer.status}`
  const seconds = Number(answer.headers.get('retry-after') ?? 1)
  return answer.status === 429
    ? { kind: 'busy', waitMs: seconds * SECOND, error }
    : { kind: 'refused', error }
}

type Parts = { answers: AnswerQueue; slack: Slack; apiUrl: string | undefined; log: Log }
type Recipient = { user: string; channel?: string | undefined; thread?: string | undefined }

/**
 * Answers a person through a `response_url`; where Slack does not take that, at any try, by an ephemeral
 * message in the channel.
 */
export function createReply({ answers, slack, apiUrl, log }: Parts) {
  return async (url: string, content: MessageBody, to?: Recipient): Promise<void> => {
    const { user = '', channel, thread } = to ?? {}
    const postEphemeral =
      channel && (() => outcomeOf(slack.postEphemeral({ ...content, channel, user, thread })))
    const isAllowed = isAllowedReplyUrl(url, apiUrl)
    if (!isAllowed) log.warn('an answer did not go to its response_url, which is not an address of Slack')
    const reply = isAllowed ? () => replyTo(url, content, thread) : postEphemeral
    if (reply) await answers.send(url, reply, { alternative: (isAllowed && postEphemeral) || undefined })
  }
}
