import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { parse } from 'yaml'
import { z } from 'zod'
import { hostile, seldom } from './hostile-text.ts'
import { bot, channels, people, team } from './strict-slack.ts'

const manifest = z
  .object({ settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }) })
  .parse(parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')))

/** `message.channels` arrives as `message`. */
export const subscribed = manifest.settings.event_subscriptions.bot_events.map(
  name => name.split('.')[0] ?? name,
)
const others = [
  'message',
  'app_mention',
  'app_home_opened',
  'member_joined_channel',
  'member_left_channel',
  'channel_rename',
  'channel_archive',
  'channel_id_changed',
  'reaction_added',
  'url_verification',
  '__proto__',
  'constructor',
  '',
]

/** An event of a kind that the app subscribes to, or of another kind, with a random place and text. */
export const event = fc.record({
  type: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...subscribed) },
    { weight: 2, arbitrary: fc.constantFrom(...others) },
  ),
  text: hostile,
  user: fc.constantFrom(...people.slice(0, 5), bot, 'U0NOBODY', 'USLACKBOT'),
  channel: fc.constantFrom(...channels, 'D0DIRECT', 'C0NOWHERE'),
  thread: seldom(2, fc.constant('1.1')),
  bot: seldom(6, fc.constant('B0OTHER')),
  subtype: seldom(6, fc.constantFrom('message_changed', 'bot_message', 'channel_join')),
})
export type Event = typeof event extends fc.Arbitrary<infer Drawn> ? Drawn : never

/** The envelope that Slack sends an event in. */
export function eventBody({ type, text, user, channel, thread, bot: bot_id, subtype }: Event, n: number) {
  const ts = `${n}.000100`
  return {
    type: 'event_callback',
    team_id: team,
    api_app_id: 'A0APP',
    event_id: `Ev${n}`,
    event_time: n,
    authorizations: [
      { enterprise_id: null, team_id: team, user_id: bot, is_bot: true, is_enterprise_install: false },
    ],
    event: {
      type,
      user,
      text: `<@${bot}> ${text}`,
      channel,
      channel_type: channel.startsWith('D') ? 'im' : 'channel',
      ts,
      event_ts: ts,
      tab: 'home',
      tokens: { bot: [bot] },
      // A channel without complaints, because the app moves those of a channel that gets a new id.
      old_channel_id: 'C0NOWHERE',
      new_channel_id: 'C0NEW',
      ...(thread && { thread_ts: thread }),
      ...(bot_id && { bot_id }),
      ...(subtype && { subtype }),
    },
  }
}
