import { type ChannelIds, createChannelIds } from '../complaints/channel-ids.ts'
import type { ChannelSettings } from '../complaints/channel-settings.ts'
import { type Channels, createChannels } from '../complaints/channels.ts'
import type { Complaint } from '../complaints/complaint.ts'
import { type Damaged, damageLog } from '../complaints/damage.ts'
import { createOneAtATime } from '../complaints/one-at-a-time.ts'
import { settle } from '../complaints/settle.ts'
import { type ComplaintStore, createComplaintStore } from '../complaints/store.ts'
import type { Log } from '../log.ts'
import type { Calendar } from '../rules/working-days.ts'
import { laneOf, paced } from '../slack/rate-limited.ts'
import { createLanes } from '../slack/rate-limiter.ts'
import type { Slack } from '../slack/slack.ts'
import type { Engine } from '../store/engine.ts'
import { openTexts } from '../store/keyv.ts'
import { SECOND } from '../time/beijing.ts'
import type { Clock } from '../time/clock.ts'
import { createTrouble } from './delivery/delivery-failure.ts'
import { wakeAt } from './delivery/due-messages.ts'
import { createLaterChecks } from './delivery/later-checks.ts'
import { createOutbox, type OutboxParts } from './delivery/outbox.ts'
import { createUndelivered, type Undelivered } from './delivery/undelivered.ts'
import { createNets } from './fallback/fallbacks.ts'
import { type Alarm, createAlarm } from './scheduler/scheduler.ts'
import { createWake } from './scheduler/wake.ts'

/** Slack takes fifty scheduled messages a minute from a workspace, and as many deletions. */
const netPace = { spacing: 1250, burst: 5 }

export type ReminderParts = {
  engine: Engine
  clock: Clock
  calendar: Calendar
  /** The way to a workspace's Slack. */
  slackOf: (team: string) => Slack
  adminUser: string | undefined
  count: OutboxParts['count']
  /** Told how long after its time each message stood in Slack, in ms; `of`: a card, history or a reminder. */
  delayed?: (of: string, ms: number) => void
  log: Log
  /** Called whenever the reminders have looked at what is due. */
  afterLook?: () => void
  /** How fast messages go, if not at Slack's rate. */
  pace?: Parameters<typeof createLanes>[1]
}

export type Reminders = {
  /** Complaints and settings as people change them. */
  store: ComplaintStore
  channels: Channels
  channelIds: ChannelIds
  alarm: Alarm
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
  const oneAtATime = createOneAtATime()
  function recordsIn(engine: Engine) {
    const store = createComplaintStore(engine, texts, nextWake, { damaged, stored, oneAtATime })
    const channels = createChannels(engine, texts, damaged)
    return { store, channels, channelIds: createChannelIds(engine, texts, store) }
  }
  // What people do is refused while the database file is gone; they are reminded all the same.
  const { store, channels, channelIds } = recordsIn({
    ...engine,
    swap: (swaps, unchanged) => engine.swap(swaps, unchanged, { evenIfLost: true }),
  })
  const lanes = createLanes(now, parts.pace)
  const slackOf = (team: string) => paced(parts.slackOf(team), { lanes, team, now })
  const nets = createNets({
    store,
    channels,
    slackOf,
    lanes: createLanes(now, { ...netPace, ...parts.pace }),
    now,
    log,
  })
  const laterChecks = createLaterChecks({ store, slackOf, now, log, nudge: () => alarm.nudge() })
  const deliver = createOutbox({
    ...parts,
    store,
    channels,
    slackOf,
    now,
    opensAt: ({ team, channel }) => lanes.opensAt(laneOf(team, channel)),
    posted(complaint, post, terms, { ts, since }) {
      const due = undelivered.dueOf(complaint, post.key, terms, since)
      parts.delayed?.(post.kind, Math.round(Number(ts) * SECOND) - due)
    },
    inTrouble: createTrouble({ store, channels, calendar, slackOf, adminUser, now, log }),
  })
  const alarm = createAlarm({
    ...parts,
    ...createWake({
      store,
      channels,
      channelIds,
      deliver,
      nets,
      laterChecks,
      undelivered,
      calendar,
      now,
    }),
    opensAt: lanes.opensAt,
  })
  return {
    ...recordsIn(engine),
    damaged,
    undelivered: () => undelivered.state(now(), alarm.failing()),
    alarm: {
      ...alarm,
      underWay: () => alarm.underWay() + nets.underWay() + laterChecks.underWay(),
      async stop() {
        await alarm.stop()
        await Promise.all([nets.settled(), laterChecks.settled()])
      },
    },
  }
}
