import { type Logger, WebClient, type WebClientOptions } from '@slack/web-api'
import { lookUpTimeoutMs, sendTimeoutMs } from '../retry-policy.ts'
import { MINUTE } from '../time/beijing.ts'
import { cached } from './cached.ts'
import { failureOf, outcomeOf } from './failure.ts'
import { findMessage, metadataOf } from './find-message.ts'
import { channelsOf, isAway, membersOf, ownerOf, personOf, roomOf } from './look-ups.ts'
import { scheduledMessages, scheduleMessage, unscheduleMessage } from './scheduled-messages.ts'
import type { Outgoing, Slack } from './slack.ts'

/** No retries inside the SDK: the sender decides when to try again. */
const noRetries: WebClientOptions = {
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  allowAbsoluteUrls: false,
}

/** `logger` takes the SDK's own lines, which would otherwise go to the console. */
type WebOptions = { token: string; apiUrl?: string | undefined; now: () => number; logger: Logger }

/** Slack's Web API as the product uses it. Answers about people and channels are cached for minutes. */
export function createSlack({ token, apiUrl, now, logger }: WebOptions): Slack {
  const base = { ...noRetries, logger, ...(apiUrl && { slackApiUrl: apiUrl }) }
  const sender = new WebClient(token, { ...base, timeout: sendTimeoutMs })
  const asker = new WebClient(token, { ...base, timeout: lookUpTimeoutMs })
  const owner = cached(30 * MINUTE, now, () => ownerOf(sender))
  return {
    async post(message) {
      const sent = await outcomeOf(sender.chat.postMessage(payloadOf(message)))
      // Plain text is better than no message.
      if (sent.kind !== 'refused' || !/^(invalid_blocks|msg_blocks_too_long)/.test(sent.error)) return sent
      return outcomeOf(sender.chat.postMessage({ ...payloadOf(message), blocks: [] }))
    },
    update: ({ channel, ts, text, blocks, key }) =>
      outcomeOf(sender.chat.update({ channel, ts, text, blocks, ...(key && { metadata: metadataOf(key) }) })),
    async postEphemeral({ channel, user, thread, text, blocks }) {
      await sender.chat.postEphemeral({ channel, user, text, blocks, ...(thread && { thread_ts: thread }) })
    },
    find: where => findMessage(sender, where, now),
    schedule: message => scheduleMessage(sender, message),
    unschedule: scheduled => unscheduleMessage(sender, scheduled),
    scheduledAt: where => scheduledMessages(sender, where),
    identity: async () => {
      const { team_id: team, user_id: user, response_metadata } = await sender.auth.test()
      if (!team || !user) throw new Error('auth.test: no team or user')
      return { team, user, scopes: response_metadata?.scopes }
    },
    openView: (trigger, view) => ignoreUsedTrigger(asker.views.open({ trigger_id: trigger, view })),
    publishHome: async (user, view) => void (await sender.views.publish({ user_id: user, view })),
    person: cached(30 * MINUTE, now, user => personOf(asker, user)),
    isAway: (user, at) => isAway(asker, user, at),
    room: cached(
      MINUTE,
      now,
      channel => roomOf(asker, channel),
      room => room.kind === 'joined',
    ),
    join: async channel => void (await asker.conversations.join({ channel })),
    members: cached(5 * MINUTE, now, channel => membersOf(asker, channel)),
    channelsOf: user => channelsOf(asker, user),
    owner: () => owner(''),
  }
}

function payloadOf({ channel, text, blocks, thread, broadcast, key }: Outgoing) {
  const common = { channel, text, blocks, unfurl_links: false, unfurl_media: false }
  const message = { ...common, ...(key && { metadata: metadataOf(key) }) }
  return thread ? { ...message, thread_ts: thread, reply_broadcast: broadcast === true } : message
}

/** Takes a used trigger for success: a copy of the same press has opened the form already. */
async function ignoreUsedTrigger(call: Promise<unknown>): Promise<void> {
  await call.catch(error => {
    if (failureOf(error).error !== 'exchanged_trigger_id') throw error
  })
}
