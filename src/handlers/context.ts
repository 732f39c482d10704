import type { ChannelIds } from '../complaints/channel-ids.ts'
import type { Channels } from '../complaints/channels.ts'
import type { ComplaintStore } from '../complaints/store.ts'
import type { Log } from '../log.ts'
import type { Content, Lang } from '../messages/content.ts'
import type { Misses } from '../questions/misses.ts'
import type { Once } from '../questions/once.ts'
import type { TeamPhrasings } from '../questions/team-phrasings.ts'
import type { Rules } from '../search/load-rules.ts'
import type { Slack } from '../slack/slack.ts'
import type { Instant } from '../time/beijing.ts'
import type { Clock } from '../time/clock.ts'

/** A person, and the place to show them an answer that their `response_url` does not take. */
export type Recipient = {
  team: string
  user: string
  channel?: string | undefined
  thread?: string | undefined
}

/** Everything that handlers work with. */
export type AppContext = {
  now: () => Instant
  after: Clock['after']
  rules: Rules
  store: ComplaintStore
  channels: Channels
  misses: Misses
  phrasings: TeamPhrasings
  once: Once
  /** An admin named by the operator. */
  adminUser: string | undefined
  channelIds: ChannelIds
  slackOf: (team: string) => Slack
  /** A client for optional look-ups, which end in time for the acknowledgement. */
  budgetedSlackOf: (team: string) => Slack
  /** Sends an answer that only the person sees, by `response_url` or else in the recipient's channel. */
  reply: (url: string, content: Content, to?: Recipient) => Promise<void>
  /** Makes the reminders look at once at what has changed. */
  nudge: () => void
  reminders: () => Promise<{ lastCheck: Instant | undefined; backlog: number; canLookUp: boolean }>
  log: Log
}

/** The person who asks, their place and language, as signed by Slack. */
export type Request = {
  team: string
  user: string
  /** The channel where it was typed or pressed; empty for a form, whose channel is not signed. */
  channel: string
  channelName: string
  /** True if it was typed in `channel`, which proves membership; a press or a form proves nothing. */
  isTypedHere: boolean
  /** The delivery's id, the same for every copy of it. */
  via: string
  lang: Lang
}
