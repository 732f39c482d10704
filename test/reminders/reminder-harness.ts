import { setImmediate } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { ChannelSettings } from '../../src/complaints/channel-settings.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { type Notice, record } from '../../src/complaints/record.ts'
import { type Action, apply } from '../../src/complaints/transitions.ts'
import { openRecords } from '../../src/records.ts'
import { createReminders, type ReminderParts } from '../../src/reminders/reminders.ts'
import type { Engine } from '../../src/store/engine.ts'
import { type Instant, MINUTE } from '../../src/time/beijing.ts'
import type { Clock } from '../../src/time/clock.ts'
import { at, notice, rules } from '../complaints/given.ts'
import { scratchStore } from '../store/scratch.ts'
import { createFakeSlack } from './fake-slack.ts'

/** `fixed`: something happened that only a look at its time finds out. */
type Timer = { at: Instant; work: () => void; fixed?: boolean }

/** A clock that stands still until it is moved. */
function handDriven(start: Instant) {
  let now = start
  const timers = new Set<Timer>()
  const clock: Clock = {
    now: () => now,
    after(ms, work) {
      const timer = { at: now + ms, work }
      timers.add(timer)
      return () => timers.delete(timer)
    },
  }
  const next = () => [...timers].toSorted((a, b) => a.at - b.at)[0]
  const set = (time: Instant) => (now = Math.max(now, time))
  /** The wall clock is set to another time; timers run on as they were. */
  function jump(time: Instant) {
    for (const timer of timers) {
      timer.at += time - now
      timer.fixed = true
    }
    now = time
  }
  return { clock, timers, next, set, jump }
}

/** The app's store, reminders and scheduler on a Slack in memory and a manual clock. */
export function startHarness(start = '2026-11-20 11:00', pace?: ReminderParts['pace']) {
  const { clock, timers, next, set: setTo, jump } = handDriven(at(start))
  const slack = createFakeSlack(clock.now)
  const logged: string[] = []
  const noting = (_: unknown, message?: string) => void logged.push(message ?? '')
  const log = { debug: noting, info: noting, warn: noting, error: noting, fatal: noting }
  const counted: string[] = []
  let calls = 0
  let before = { calls, at: clock.now() }
  let rows = 0
  const kept = scratchStore(clock.now)
  const engine = counting(
    kept,
    (result: unknown) => {
      if (Array.isArray(result)) rows += result.length
    },
    () => {
      if (clock.now() > before.at) before = { calls, at: clock.now() }
      // Endless work at one moment would leave the test no chance to end.
      if (++calls > before.calls + 20_000) throw new Error('it never comes to rest')
    },
  )
  const delays: [of: string, ms: number][] = []
  const { calendar } = rules
  function reminders() {
    const records = openRecords({ engine, clock, calendar, log })
    const parts = { engine, clock, calendar, records, log, slackOf: () => slack, adminUser: 'U0ADMIN' }
    const started = createReminders({
      ...parts,
      count: (what, of) => counted.push(`${what} ${of}`),
      delayed: (of, ms) => delays.push([of, ms]),
      ...(pace && { pace }),
    })
    return { ...records, ...started }
  }
  const { store, channels, scheduler, undelivered } = reminders()
  /** Stops this process and starts another on the same store. */
  function restarted() {
    void scheduler.stop()
    const other = reminders()
    other.scheduler.start()
    onTestFinished(other.scheduler.stop)
    return other
  }
  let stopping = () => scheduler.stop()
  onTestFinished(() => stopping())

  /** Waits until nothing happens any more without the clock moving on. */
  async function calm() {
    for (let quiet = 0, seen = -1, turns = 0; quiet < 4; turns++) {
      if (turns > 20_000) throw new Error('it never comes to rest')
      await setImmediate()
      quiet = scheduler.underWay() === 0 && seen === calls + slack.calls.length ? quiet + 1 : 0
      seen = calls + slack.calls.length
    }
  }

  /** Lets time pass, running each timer at its time. */
  async function pass(until: string | Instant) {
    const end = typeof until === 'string' ? at(until) : until
    await calm()
    for (let timer = next(); timer && timer.at <= end; timer = next()) {
      // A look that would find nothing is put off by whole minutes.
      const wake = (await kept.nextWake()) ?? end
      const minutes = Math.floor((Math.min(wake, end) - timer.at) / MINUTE)
      if (timers.size === 1 && minutes > 0 && !timer.fixed) {
        timer.at += minutes * MINUTE
        continue
      }
      setTo(timer.at)
      timers.delete(timer)
      timer.work()
      await calm()
    }
    setTo(end)
  }

  /** The same while some call of Slack's never ends: waits for a while of real time at each step. */
  async function passAnyhow(end: Instant) {
    const settled = async () => {
      for (let turns = 0; turns < 500; turns++) await setImmediate()
    }
    await settled()
    for (let timer = next(); timer && timer.at <= end; timer = next()) {
      setTo(timer.at)
      timers.delete(timer)
      timer.work()
      await settled()
    }
    setTo(end)
  }

  /** Nobody wakes up until then, as on a machine that slept. */
  async function sleep(until: string) {
    setTo(at(until))
    await pass(until)
  }

  async function create(more: Partial<Notice> = {}, channel = 'C1'): Promise<Complaint> {
    const place = { team: 'T1', channel }
    const by = { by: 'U0XIAOYU', at: clock.now() }
    const make = (id: string) => record({ ...notice, ...more }, { ...place, id }, rules.book, by)
    const { complaint } = await store.create(make)
    scheduler.nudge()
    return complaint
  }

  async function change(
    complaint: Complaint,
    change: (now: Complaint, by: { by: string; at: Instant }) => Complaint,
  ) {
    const changed = await store.change(complaint, each => change(each, { by: 'U0XIAOYU', at: clock.now() }))
    scheduler.nudge()
    return changed
  }
  /** The same under what the channel has set. */
  async function changeUnder(
    complaint: Complaint,
    change: (now: Complaint, settings: ChannelSettings, by: { by: string; at: Instant }) => Complaint,
  ) {
    await store.change(complaint, (each, settings) =>
      change(each, settings, { by: 'U0XIAOYU', at: clock.now() }),
    )
    scheduler.nudge()
  }
  const doing = (complaint: Complaint, action: Action) =>
    change(complaint, (now, by) => apply(now, action, by))
  const load = async (complaint: Complaint) => {
    const loaded = await store.load(complaint)
    if (!loaded) throw new Error('it is gone')
    return loaded
  }
  /** Sets something of a channel. */
  async function set(changes: Partial<ChannelSettings>, channel = 'C1') {
    await channels.change({ team: 'T1', channel }, changes, clock.now())
    scheduler.nudge()
  }
  const parts = {
    slack,
    clock,
    engine,
    store,
    channels,
    scheduler,
    logged,
    counted,
    set,
    delays,
    undelivered,
    restarted,
  }
  return {
    ...parts,
    calm,
    pass,
    passAnyhow,
    sleep,
    jump: (to: string) => jump(at(to)),
    create,
    change,
    changeUnder,
    doing,
    load,
    engineCalls: () => calls,
    /** Does not wait for the scheduler at the end, for a call to Slack that never ends. */
    forgetWakeUp: () => (stopping = async () => {}),
    /** How many rows were read in lists. */
    rowsRead: () => rows,
  }
}
export type ReminderHarness = ReturnType<typeof startHarness>

/** The engine, with every call of it counted, and what it answered looked at. */
function counting(engine: Engine, seen: (result: unknown) => void, count: () => void): Engine {
  const counted =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args) => {
      count()
      const result = await call(...args)
      seen(result)
      return result
    }
  return {
    adapter: engine.adapter,
    list: counted(engine.list),
    count: counted(engine.count),
    swap: counted(engine.swap),
    due: counted(engine.due),
    nextWake: counted(engine.nextWake),
    wakeAll: counted(engine.wakeAll),
    backlog: counted(engine.backlog),
    close: engine.close,
  }
}
