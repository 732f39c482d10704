import type { Instant } from '../time/beijing.ts'

export type Health = {
  /** `ok`, `unknown` before the first answer, else Slack's error code. */
  slack: string
  lastTick: Instant | undefined
  /** Wake-ups whose time has come. */
  backlog: number
  /** The number of those that wait for Slack's rate limit or for a retry. */
  waiting: number
  /** The time since which due work has been waiting, not counting work that waits for Slack. */
  overdueSince: Instant | undefined
  /** Deliveries and complaints being worked on. */
  underWay: number
  /** Complaints with a message whose time has come and that Slack has not taken, and since when. */
  undelivered: { complaints: number; since: Instant | undefined }
}
