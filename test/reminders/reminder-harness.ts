import { setImmediate } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { ChannelSettings } from '../../src/complaints/channel-settings.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { withUncheckedOwner } from '../../src/complaints/owner-check.ts'
import { type Notice, record } from '../../src/complaints/record.ts'
import { type Action, apply, type Origin } from '../../src/complaints/transitions.ts'
import { openRecords } from '../../src/records.ts'
import { createReminders } from '../../src/reminders/reminders.ts'
import { type Instant, MINUTE } from '../../src/time/beijing.ts'
import { type ManualClock, manualClock } from '../../testing/manual-clock.ts'
import { createMemorySlack } from '../../testing/memory-slack/memory-slack.ts'
import { at, notice, rules } from '../complaints/given.ts'
import { type CountingEngine, countingEngine } from './counting-engine.ts'

const maxTurns = 20_000

/** The app's store and reminders, wired as in `createApp`, on a Slack in memory and a manual clock. */
export function startHarness(start = '2026-11-20 11:00') {
  const clock = manualClock(at(start))
  const slack = createMemorySlack(clock.now)
  const logged: string[] = []
  const note = (_: unknown, message?: string) => void logged.push(message ?? '')
  const counted: string[] = []
  const delays: [of: string, ms: number][] = []
  const counting = countingEngine(clock.now)
  const { engine } = counting
  const { calendar } = rules
  const log = { debug: note, info: note, warn: note, error: note, fatal: note }
  function createParts() {
    const records = openRecords({ engine, clock, calendar, log })
    const parts = { engine, clock, calendar, records, log, slackOf: () => slack, adminUser: 'U0ADMIN' }
    const started = createReminders({
      ...parts,
      count: (what, of) => counted.push(`${what} ${of}`),
      delayed: (of, ms) => delays.push([of, ms]),
    })
    return { ...records, ...started }
  }
  const reminders = createParts()
  const { store, channels, scheduler, undelivered } = reminders
  /** Replaces this process by another one on the same store. */
  function restarted() {
    void scheduler.stop()
    const other = createParts()
    other.scheduler.start()
    onTestFinished(other.scheduler.stop)
    return other
  }
  let stop = () => scheduler.stop()
  onTestFinished(() => stop())

  return {
    ...{ slack, clock, engine, store, channels, scheduler, undelivered, logged, counted, delays, restarted },
    ...createTimeControl({ clock, counting, scheduler, calls: () => counting.calls() + slack.calls.length }),
    ...createRequests(reminders, clock.now),
    engineCalls: counting.calls,
    rowsRead: counting.rowsRead,
    /** For a Slack call that never ends: the end of the test does not wait for the scheduler. */
    forgetWakeUp: () => (stop = async () => {}),
  }
}
export type ReminderHarness = ReturnType<typeof startHarness>
type Reminders = Omit<ReturnType<typeof openRecords>, 'undelivered'> & ReturnType<typeof createReminders>

function createTimeControl(parts: {
  clock: ManualClock
  counting: CountingEngine
  scheduler: Reminders['scheduler']
  /** Calls of the engine and of Slack so far. */
  calls: () => number
}) {
  const { clock, counting, scheduler, calls } = parts
  const next = () => [...clock.timers].toSorted((a, b) => a.at - b.at)[0]

  /** Waits until nothing more happens unless the clock moves. */
  async function calm() {
    for (let quiet = 0, seen = -1, turns = 0; quiet < 4; turns++) {
      if (turns > maxTurns) throw new Error('it never comes to rest')
      await setImmediate()
      quiet = scheduler.underWay() === 0 && seen === calls() ? quiet + 1 : 0
      seen = calls()
    }
  }

  /** Lets time pass, timer by timer. */
  async function pass(until: string | Instant) {
    const end = typeof until === 'string' ? at(until) : until
    await calm()
    for (let timer = next(); timer && timer.at <= end; timer = next()) {
      // A look that would find nothing is postponed by whole minutes, to save time.
      const wake = (await counting.nextWake()) ?? end
      const minutes = Math.floor((Math.min(wake, end) - timer.at) / MINUTE)
      if (clock.timers.size === 1 && minutes > 0 && !timer.isMoved) {
        timer.at += minutes * MINUTE
        continue
      }
      clock.skipTo(timer.at)
      await calm()
    }
    clock.skipTo(end)
  }

  /** Like `pass`, but with a Slack call that never ends: waits for a fixed number of turns at each timer. */
  async function passAnyhow(end: Instant) {
    const turns = async () => {
      for (let turn = 0; turn < 500; turn++) await setImmediate()
    }
    await turns()
    for (let timer = next(); timer && timer.at <= end; timer = next()) {
      clock.skipTo(timer.at)
      await turns()
    }
    clock.skipTo(end)
  }

  return {
    calm,
    pass,
    passAnyhow,
    /** Moves the clock without waking anyone on the way, as on a machine that slept. */
    async sleep(until: string) {
      clock.spend(Math.max(0, at(until) - clock.now()))
      await pass(until)
    },
    /** Sets the wall clock. */
    jump: (to: string) => clock.setTo(at(to)),
  }
}

/** Requests of people: each is stored, and the scheduler nudged. */
function createRequests({ store, channels, scheduler }: Reminders, now: () => Instant) {
  const origin = () => ({ by: 'U0XIAOYU', at: now() })

  /** `unchecked`: Slack could not be asked about the owner. */
  async function create(
    { unchecked, ...more }: Partial<Notice> & { unchecked?: boolean } = {},
    channel = 'C1',
  ): Promise<Complaint> {
    const by = origin()
    const make = (id: string) => {
      const made = record({ ...notice, ...more }, { id, team: 'T1', channel }, rules.book, by)
      return unchecked ? withUncheckedOwner(made, by) : made
    }
    const { complaint } = await store.create(make)
    scheduler.nudge()
    return complaint
  }

  /** Changes a complaint under its channel's settings. */
  async function changeUnder(
    complaint: Complaint,
    change: (now: Complaint, settings: ChannelSettings, by: Origin) => Complaint,
  ) {
    const changed = await store.change(complaint, (each, settings) => change(each, settings, origin()))
    scheduler.nudge()
    return changed
  }

  const change = (complaint: Complaint, change: (now: Complaint, by: Origin) => Complaint) =>
    changeUnder(complaint, (each, _, by) => change(each, by))

  return {
    create,
    change,
    changeUnder,
    doing: (complaint: Complaint, action: Action) => change(complaint, (now, by) => apply(now, action, by)),
    async load(complaint: Complaint) {
      const loaded = await store.load(complaint)
      if (!loaded) throw new Error('it is gone')
      return loaded
    },
    async set(changes: Partial<ChannelSettings>, channel = 'C1') {
      await channels.change({ team: 'T1', channel }, changes, now())
      scheduler.nudge()
    },
  }
}
