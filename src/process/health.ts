import type { Instant } from '../time/beijing.ts'

export type Health = {
  /** `ok`, `unknown` before the first answer, else Slack's error code. */
  slack: string
  lastTick: Instant | undefined
  /** Wake-ups whose time has come. */
  backlog: number
  /** How many of them wait for Slack's rate or for a retry. */
  waiting: number
  /** Since when something has been undone for reasons that are not Slack's. */
  overdueSince: Instant | undefined
  /** Deliveries and complaints being worked on. */
  underWay: number
  /** Complaints with a message whose time has come and that Slack has not taken, and since when. */
  undelivered: { complaints: number; since: Instant | undefined }
}
