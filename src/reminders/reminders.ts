import { type ChannelIds, createChannelIds } from '../complaints/channel-ids.ts'
import type { ChannelSettings } from '../complaints/channel-settings.ts'
import { type Channels, createChannels } from '../complaints/channels.ts'
import type { Complaint } from '../complaints/complaint.ts'
import { type Damaged, damageLog } from '../complaints/damage.ts'
import { createKeyedMutex } from '../complaints/keyed-mutex.ts'
import { settle } from '../complaints/settle.ts'
import { type ComplaintStore, createComplaintStore } from '../complaints/store.ts'
import type { Log } from '../log.ts'
import type { Calendar } from '../rules/working-days.ts'
import { channelKeyOf, rateLimited } from '../slack/rate-limited.ts'
import { createRateLimiter } from '../slack/rate-limiter.ts'
import type { Slack } from '../slack/slack.ts'
import type { Engine } from '../store/engine.ts'
import { openTexts } from '../store/keyv.ts'
import { SECOND } from '../time/beijing.ts'
import type { Clock } from '../time/clock.ts'
import { createFailureReports } from './delivery/failure-reports.ts'
import { createLaterChecks } from './delivery/later-checks.ts'
import { createOutbox } from './delivery/outbox.ts'
import type { Count } from './delivery/parts.ts'
import { createUndelivered, type Undelivered } from './delivery/undelivered.ts'
import { wakeAt } from './delivery/wake-at.ts'
import { createFallbacks } from './fallback/fallbacks.ts'
import { createScheduler, type Scheduler } from './scheduler/scheduler.ts'
import { createWake } from './scheduler/wake.ts'

/** Slack takes fifty scheduled messages a minute from a workspace, and as many deletions. */
const fallbackPace = { spacing: 1250, burst: 5 }

export type ReminderParts = {
  engine: Engine
  clock: Clock
  calendar: Calendar
  /** The way to a workspace's Slack. */
  slackOf: (team: string) => Slack
  adminUser: string | undefined
  count: Count
  /** Told how long after its time each message stood in Slack, in ms; `of`: a card, history or a reminder. */
  delayed?: (of: string, ms: number) => void
  log: Log
  /** Called whenever the reminders have looked at what is due. */
  afterLook?: () => void
  /** How fast messages go, if not at Slack's rate. */
  pace?: Parameters<typeof createRateLimiter>[1]
}

export type Reminders = {
  /** Complaints and settings as people change them. */
  store: ComplaintStore
  channels: Channels
  channelIds: ChannelIds
  scheduler: Scheduler
  /** Told of stored complaints and settings that cannot be read. */
  damaged: Damaged
  /** What Slack has not taken although its time has come. */
  undelivered: () => ReturnType<Undelivered['state']>
}

/** Everything from the stored complaints to their messages in Slack, not started. */
export function createReminders(parts: ReminderParts): Reminders {
  const { engine, clock, calendar, adminUser, log } = parts
  const { now } = clock
  const texts = openTexts(engine)
  const undelivered = createUndelivered()
  const nextWake = (complaint: Complaint, settings: ChannelSettings) =>
    wakeAt(settle(complaint, now()), { calendar, settings }, now())
  const stored = (complaint: Complaint, settings: ChannelSettings, wake = Number.POSITIVE_INFINITY) =>
    undelivered.note(settle(complaint, now()), { calendar, settings }, now(), wake)
  const damaged = damageLog(log)
  const mutex = createKeyedMutex()
  function recordsIn(engine: Engine) {
    const store = createComplaintStore(engine, texts, nextWake, { damaged, stored, mutex })
    const channels = createChannels(engine, texts, damaged)
    return { store, channels, channelIds: createChannelIds(engine, texts, store) }
  }
  // What people do is refused while the database file is gone; they are reminded all the same.
  const { store, channels, channelIds } = recordsIn({
    ...engine,
    swap: (swaps, unchanged) => engine.swap(swaps, unchanged, { evenIfLost: true }),
  })
  const rateLimiter = createRateLimiter(now, parts.pace)
  const slackOf = (team: string) => rateLimited(parts.slackOf(team), { rateLimiter, team, now })
  const fallbacks = createFallbacks({
    store,
    channels,
    slackOf,
    rateLimiter: createRateLimiter(now, { ...fallbackPace, ...parts.pace }),
    now,
    log,
  })
  const laterChecks = createLaterChecks({ store, slackOf, now, log, nudge: () => scheduler.nudge() })
  const deliver = createOutbox({
    ...parts,
    store,
    slackOf,
    now,
    opensAt: ({ team, channel }) => rateLimiter.opensAt(channelKeyOf(team, channel)),
    posted(complaint, post, context, { ts, since }) {
      const due = undelivered.dueOf(complaint, post.key, context, since)
      parts.delayed?.(post.kind, Math.round(Number(ts) * SECOND) - due)
    },
    reportFailure: createFailureReports({ store, channels, calendar, slackOf, adminUser, now, log }),
  })
  const scheduler = createScheduler({
    ...parts,
    ...createWake({
      store,
      channels,
      channelIds,
      deliver,
      fallbacks,
      laterChecks,
      undelivered,
      calendar,
      now,
    }),
    opensAt: rateLimiter.opensAt,
  })
  return {
    ...recordsIn(engine),
    damaged,
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
