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

/** Where a person sees an answer that their `response_url` does not take. */
export type Recipient = {
  team: string
  user: string
  channel?: string | undefined
  thread?: string | undefined
}

/** Everything that a listener may need. */
export type AppContext = {
  now: () => Instant
  /** Calls `work` once after `ms`, unless it is called off. */
  after: Clock['after']
  rules: Rules
  store: ComplaintStore
  channels: Channels
  misses: Misses
  phrasings: TeamPhrasings
  once: Once
  /** The person whom the operator named as an admin. */
  adminUser: string | undefined
  channelIds: ChannelIds
  slackOf: (team: string) => Slack
  /** The same, but its look-ups end in time for the acknowledgement: for what has a fallback without their answer. */
  budgetedSlackOf: (team: string) => Slack
  /** Sends an answer that only the person sees through a `response_url`; where that is of no use, in the recipient's channel. */
  reply: (url: string, content: Content, to?: Recipient) => Promise<void>
  /** Something has changed: let the reminders look at once. */
  nudge: () => void
  reminders: () => Promise<{ lastCheck: Instant | undefined; backlog: number; canLookUp: boolean }>
  log: Log
}

/** Who asks, from where, in which language, as signed by Slack. */
export type Request = {
  team: string
  user: string
  /** Where it was typed or pressed; empty from a modal, whose channel nobody has signed. */
  channel: string
  channelName: string
  /** Whether the person typed it in `channel`, and so is in it; a press or a form says nothing of that. */
  isTypedHere: boolean
  /** Names this delivery: the same for every copy of it. */
  via: string
  lang: Lang
}
