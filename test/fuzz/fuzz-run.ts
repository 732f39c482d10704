import fc from 'fast-check'
import { expect } from 'vitest'
import { DAY, HOUR } from '../../src/time/beijing.ts'
import type { Node } from './active-markup.ts'
import { commandBody, envelope, pressBody } from './bodies.ts'
import { type Door, type FuzzApp, type Outcome, openFuzzApp } from './fuzz-app.ts'
import { seldom } from './hostile-text.ts'
import { breakage, misshapen } from './misshapen.ts'
import { inconsistencies } from './recording-engine.ts'
import { channels } from './strict-slack.ts'

/** The seed of the deliveries; `HOSTILE_SEED=123 npx vitest run test/fuzz` makes others. */
const seed = Number(process.env.HOSTILE_SEED ?? 20_261_120)
/** Share of the deliveries to make: all hundred thousand take minutes with `HOSTILE_TIMES=1`. */
const times = Number(process.env.HOSTILE_TIMES ?? 0.125)
/** Deliveries per set of complaints; long histories would slow the run down. */
const lifetime = 1_500

export type DeliveryKind<T> = {
  name: string
  runs: number
  drawn: fc.Arbitrary<T>
  body: (drawn: T, n: number, ids: string[], inside: FuzzApp) => Node
  /** Faults of a well-formed delivery, in addition to those of any delivery. */
  faults: (outcome: Outcome, body: Node) => string[]
}

export type FuzzRun = {
  inside: FuzzApp
  /** Makes deliveries of a kind, one in twelve misshapen. Throws at the first fault. */
  run<T>(kind: DeliveryKind<T>): Promise<void>
}

/** The app with complaints in every state, and hostile deliveries to it, directly or through `door`. */
export async function openFuzzRun(inside?: FuzzApp, door?: Door): Promise<FuzzRun> {
  const app = inside ?? (await openFuzzApp())
  const { strict, engine, now, pass } = app
  let ids: string[] = []
  let n = 0

  const say = (text: string, channel = channels[0] ?? '', command = '/complaint') =>
    app.deliver(commandBody({ typed: { command, text }, channel }, ++n, []), door)

  /** Lets two days of reminders pass, and replaces all complaints. */
  async function replaceComplaints() {
    await pass(2 * DAY)
    expect([...strict.faults, ...(await inconsistencies(engine))]).toEqual([])
    for (const prefix of ['complaint:', 'order:', 'id:'])
      for (const { key } of await engine.list(prefix)) await engine.adapter.delete(key)
    const received = new Date(now() - HOUR).toISOString()
    for (const channel of channels)
      for (const order of ['a', 'b', 'c', 'd']) await say(`new order=${order} received=${received}`, channel)
    ids = (await engine.list('complaint:')).map(({ key }) => key.split(':').at(-1) ?? '')
    for (const [at, id] of ids.entries()) {
      if (at % 4 > 0) await say(`decided ${id} upheld at=${received} points=12 block=7`)
      if (at % 4 > 1) await say(`appealed ${id} at=${received} confirm=yes`)
      if (at % 4 > 2) await say(`reviewed ${id} maintained`)
    }
    await pass(0)
  }

  /** Presses every button that there is, so that every form has been opened. */
  async function pressEveryButton() {
    for (const question of ['', '几天内举证']) await say(question, channels[0], '/harassment')
    await say('new')
    const unchanged = { channel: channels[0], value: null, type: null, name: null, thread: null }
    for (const element of strict.elements())
      for (const id of ids)
        for (const option of element.type === 'overflow' ? [0, 1, 2, 3, 4] : [0])
          await app.deliver(pressBody({ pick: 0, option, id, ...unchanged }, ++n, ids, [element]), door)
  }

  async function run<T>({ name, runs, drawn, body, faults: ownFaults }: DeliveryKind<T>) {
    const count = { made: 0, misshapen: 0, changed: 0 }
    const each = fc.tuple(drawn, seldom(12, breakage))
    const property = fc.asyncProperty(each, async ([what, broken]) => {
      if (count.made++ % lifetime === 0) await replaceComplaints()
      const whole = body(what, ++n, ids, app)
      const delivery = broken ? misshapen(whole, broken) : whole
      const outcome = await app.deliver(delivery, door)
      if (broken) count.misshapen++
      if (outcome.written.length > 0) count.changed++
      const faults = [
        ...faultsOfAny(outcome),
        ...strict.faults.splice(0),
        ...(broken ? [] : [...faultsOfWellFormed(outcome, envelope(n).user), ...ownFaults(outcome, whole)]),
      ]
      if (faults.length > 0)
        throw new Error(`${faults.join('\n')}\n${JSON.stringify(delivery).slice(0, 2_000)}`)
    })
    await fc.assert(property, { numRuns: Math.ceil(runs * times), seed, endOnFailure: true })
    await replaceComplaints()
    expect(Object.keys(Object.prototype)).toEqual([])
    const { made, misshapen: bent, changed } = count
    console.log(`${made} ${name} (${bent} misshapen), ${changed} changed a complaint; HOSTILE_SEED=${seed}`)
  }

  await replaceComplaints()
  await pressEveryButton()
  return { inside: app, run }
}

/** Faults of any delivery: an error, more or less than one acknowledgement, several steps. */
function faultsOfAny({ acks, written, threw }: Outcome): string[] {
  const steps = written.flatMap(({ by }) => by).length
  return [
    ...(threw ? [`threw: ${threw}`] : []),
    ...(acks.length === 1 ? [] : [`${acks.length} acknowledgements`]),
    ...(steps > 1 ? [`${steps} steps written`] : []),
  ]
}

/** Faults of a well-formed delivery: an error in the log, a step in another person's name. */
function faultsOfWellFormed({ written, logged }: Outcome, user: string): string[] {
  const others = written.flatMap(({ by }) => by).filter(by => by !== user)
  return [...logged.map(line => `logged: ${line}`), ...others.map(by => `written in the name of ${by}`)]
}
