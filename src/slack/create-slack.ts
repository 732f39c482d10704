import { type Logger, WebClient, type WebClientOptions } from '@slack/web-api'
import { cached } from './cached.ts'
import { failureOf } from './failure.ts'
import { findMessage, metadataOf } from './find-message.ts'
import { channelsOf, isAway, membersOf, ownerOf, personOf, roomOf } from './look-ups.ts'
import { scheduledMessages, scheduleMessage, unscheduleMessage } from './scheduled-messages.ts'
import type { Outgoing, Sent, Slack } from './slack.ts'
import { lookUpTimeoutMs, sendTimeoutMs } from './timeouts.ts'

const minute = 60_000

/** One try, no waiting in the SDK: whoever sends decides when to try again. */
const once: WebClientOptions = {
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  allowAbsoluteUrls: false,
}

/** `logger` takes the SDK's own lines, which else go to the console. */
export type WebOptions = { token: string; apiUrl?: string | undefined; now: () => number; logger: Logger }

/** Slack's Web API as the product uses it. Answers about people and channels are remembered for minutes at most. */
export function createSlack({ token, apiUrl, now, logger }: WebOptions): Slack {
  const base = { ...once, logger, ...(apiUrl && { slackApiUrl: apiUrl }) }
  const sender = new WebClient(token, { ...base, timeout: sendTimeoutMs })
  const asker = new WebClient(token, { ...base, timeout: lookUpTimeoutMs })
  const owner = cached(30 * minute, now, () => ownerOf(sender))
  return {
    async post(message) {
      const sent = await said(sender.chat.postMessage(placed(message)))
      // Plain words late are better than beautiful blocks never.
      if (sent.kind !== 'refused' || !/^(invalid_blocks|msg_blocks_too_long)/.test(sent.error)) return sent
      return said(sender.chat.postMessage({ ...placed(message), blocks: [] }))
    },
    update: ({ channel, ts, text, blocks, key }) =>
      said(sender.chat.update({ channel, ts, text, blocks, ...(key && { metadata: metadataOf(key) }) })),
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
    openView: (trigger, view) => opened(asker.views.open({ trigger_id: trigger, view })),
    publishHome: async (user, view) => void (await sender.views.publish({ user_id: user, view })),
    person: cached(30 * minute, now, user => personOf(asker, user)),
    isAway: (user, at) => isAway(asker, user, at),
    room: cached(
      minute,
      now,
      channel => roomOf(asker, channel),
      room => room.kind === 'joined',
    ),
    join: async channel => void (await asker.conversations.join({ channel })),
    members: cached(5 * minute, now, channel => membersOf(asker, channel)),
    channelsOf: user => channelsOf(asker, user),
    owner: () => owner(''),
  }
}

function placed({ channel, text, blocks, thread, broadcast, key }: Outgoing) {
  const common = { channel, text, blocks, unfurl_links: false, unfurl_media: false }
  const message = { ...common, ...(key && { metadata: metadataOf(key) }) }
  return thread ? { ...message, thread_ts: thread, reply_broadcast: broadcast === true } : message
}

/** A copy of the same press finds its trigger used up: the form is open already. */
async function opened(call: Promise<unknown>): Promise<void> {
  await call.catch(error => {
    if (failureOf(error).error !== 'exchanged_trigger_id') throw error
  })
}

async function said(call: Promise<{ ts?: string | undefined }>): Promise<Sent> {
  try {
    return { kind: 'sent', ts: (await call).ts ?? '' }
  } catch (error) {
    return failureOf(error)
  }
}
