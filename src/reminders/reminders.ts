import type { Records } from '../complaints/records.ts'
import type { Log } from '../log.ts'
import type { Calendar } from '../rules/working-days.ts'
import { channelKeyOf, rateLimited } from '../slack/rate-limited.ts'
import { createRateLimiter } from '../slack/rate-limiter.ts'
import type { Slack } from '../slack/slack.ts'
import type { Engine } from '../store/engine.ts'
import { SECOND } from '../time/beijing.ts'
import type { Clock } from '../time/clock.ts'
import { createFailureReports } from './delivery/failure-reports.ts'
import { createLaterChecks } from './delivery/later-checks.ts'
import { createOutbox } from './delivery/outbox.ts'
import type { Count } from './delivery/parts.ts'
import type { Undelivered } from './delivery/undelivered.ts'
import { createFallbacks } from './fallback/fallbacks.ts'
import { createScheduler, type Scheduler } from './scheduler/scheduler.ts'
import { createWake } from './scheduler/wake.ts'

/** Slack takes fifty scheduled messages a minute from a workspace, and as many deletions. */
const fallbackPace = { spacing: 1250, burst: 5 }

export type ReminderParts = {
  engine: Engine
  clock: Clock
  calendar: Calendar
  records: { evenIfLost: Records; undelivered: Undelivered }
  /** The client for a workspace's Slack. */
  slackOf: (team: string) => Slack
  adminUser: string | undefined
  count: Count
  /** Called for each message with the ms from its time until it was in Slack; `of`: its kind. */
  delayed?: (of: string, ms: number) => void
  log: Log
  /** Called after each look at what is due. */
  afterLook?: () => void
  /** Overrides Slack's rate limits, for tests and benchmarks. */
  pace?: Parameters<typeof createRateLimiter>[1]
}

export type Reminders = {
  scheduler: Scheduler
  /** Messages that Slack has not taken although their time has come. */
  undelivered: () => ReturnType<Undelivered['state']>
}

/** Connects the parts between the stored complaints and their messages in Slack. Starts nothing. */
export function createReminders(parts: ReminderParts): Reminders {
  const { clock, records, pace } = parts
  const { now } = clock
  const { undelivered } = records
  const rateLimiter = createRateLimiter(now, pace)
  const slackOf = (team: string) => rateLimited(parts.slackOf(team), { rateLimiter, team, now })
  const shared = { ...parts, ...records.evenIfLost, undelivered, slackOf, now }
  const fallbacks = createFallbacks({
    ...shared,
    rateLimiter: createRateLimiter(now, { ...fallbackPace, ...pace }),
  })
  const laterChecks = createLaterChecks({ ...shared, nudge: () => scheduler.nudge() })
  const deliver = createOutbox({
    ...shared,
    opensAt: ({ team, channel }) => rateLimiter.opensAt(channelKeyOf(team, channel)),
    posted(complaint, post, context, { ts, since }) {
      const due = undelivered.dueOf(complaint, post.key, context, since)
      parts.delayed?.(post.kind, Math.round(Number(ts) * SECOND) - due)
    },
    reportFailure: createFailureReports(shared),
  })
  const scheduler = createScheduler({
    ...parts,
    ...createWake({ ...shared, deliver, fallbacks, laterChecks }),
    opensAt: rateLimiter.opensAt,
  })
  return {
    undelivered: () => undelivered.state(now(), scheduler.failing()),
    scheduler: {
      ...scheduler,
      underWay: () => scheduler.underWay() + fallbacks.underWay() + laterChecks.underWay(),
      async stop() {
        await scheduler.stop()
        await Promise.all([fallbacks.settled(), laterChecks.settled()])
      },
    },
  }
}
