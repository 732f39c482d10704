import fc from 'fast-check'
import { expect } from 'vitest'
import { DAY, HOUR } from '../../src/time/beijing.ts'
import type { Node } from './active-markup.ts'
import { commandBody, envelope, pressBody } from './bodies.ts'
import { type Door, type FuzzApp, type Outcome, openFuzzApp } from './fuzz-app.ts'
import { seldom } from './hostile-text.ts'
import { breakage, misshapen } from './misshapen.ts'
import { halfDone } from './recording-engine.ts'
import { channels } from './strict-slack.ts'

/** The same deliveries in every run; `HOSTILE_SEED=123 npx vitest run test/fuzz` makes others. */
const seed = Number(process.env.HOSTILE_SEED ?? 20_261_120)
/** `HOSTILE_TIMES=1` makes a hundred thousand deliveries, which takes some minutes; unless told otherwise an eighth of them. */
const times = Number(process.env.HOSTILE_TIMES ?? 0.125)
/** How many deliveries a set of complaints lives, so that none gets so old that it slows the trial down. */
const lifetime = 1_500

export type DeliveryKind<T> = {
  name: string
  runs: number
  drawn: fc.Arbitrary<T>
  body: (drawn: T, n: number, ids: string[], inside: FuzzApp) => Node
  /** What is wrong with what came of a well-formed one, beside what is wrong with any. */
  wrong: (outcome: Outcome, body: Node) => string[]
}

export type FuzzRun = {
  inside: FuzzApp
  /** Makes deliveries of a sort, one in twelve misshapen, and says how many. Throws at the first that breaks a promise. */
  run<T>(sort: DeliveryKind<T>): Promise<void>
}

/** The app within reach of hostile deliveries through a door of its own or the given one, with complaints of every sort. */
export async function openFuzzRun(inside?: FuzzApp, door?: Door): Promise<FuzzRun> {
  const app = inside ?? (await openFuzzApp())
  const { strict, engine, now, pass } = app
  let ids: string[] = []
  let n = 0

  const say = (text: string, channel = channels[0] ?? '', command = '/complaint') =>
    app.deliver(commandBody({ typed: { command, text }, channel }, ++n, []), door)

  /** Lets two days pass for the complaints there are, so that they are reminded of, and puts new ones in their place. */
  async function startAfresh() {
    await pass(2 * DAY)
    expect([...strict.faults, ...(await halfDone(engine))]).toEqual([])
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

  /** Shows every button that there is and presses it, so that every form has been opened. */
  async function lookRound() {
    for (const question of ['', '几天内举证']) await say(question, channels[0], '/harassment')
    await say('new')
    const plainly = { channel: channels[0], value: null, type: null, name: null, thread: null }
    for (const element of strict.elements())
      for (const id of ids)
        for (const option of element.type === 'overflow' ? [0, 1, 2, 3, 4] : [0])
          await app.deliver(pressBody({ pick: 0, option, id, ...plainly }, ++n, ids, [element]), door)
  }

  async function run<T>({ name, runs, drawn, body, wrong }: DeliveryKind<T>) {
    const count = { made: 0, misshapen: 0, changed: 0 }
    const each = fc.tuple(drawn, seldom(12, breakage))
    const property = fc.asyncProperty(each, async ([what, broken]) => {
      if (count.made++ % lifetime === 0) await startAfresh()
      const whole = body(what, ++n, ids, app)
      const delivery = broken ? misshapen(whole, broken) : whole
      const outcome = await app.deliver(delivery, door)
      if (broken) count.misshapen++
      if (outcome.written.length > 0) count.changed++
      const faults = [
        ...brokenPromises(outcome),
        ...strict.faults.splice(0),
        ...(broken ? [] : [...complaintsOf(outcome, envelope(n).user), ...wrong(outcome, whole)]),
      ]
      if (faults.length > 0)
        throw new Error(`${faults.join('\n')}\n${JSON.stringify(delivery).slice(0, 2_000)}`)
    })
    await fc.assert(property, { numRuns: Math.ceil(runs * times), seed, endOnFailure: true })
    await startAfresh()
    expect(Object.keys(Object.prototype)).toEqual([])
    const { made, misshapen: bent, changed } = count
    console.log(`${made} ${name} (${bent} misshapen), ${changed} changed a complaint; HOSTILE_SEED=${seed}`)
  }

  await startAfresh()
  await lookRound()
  return { inside: app, run }
}

/** What every delivery promises, however it looks: no error, one acknowledgement, one step in one complaint or none. */
function brokenPromises({ acks, written, threw }: Outcome): string[] {
  const steps = written.flatMap(({ by }) => by).length
  return [
    ...(threw ? [`threw: ${threw}`] : []),
    ...(acks.length === 1 ? [] : [`${acks.length} acknowledgements`]),
    ...(steps > 1 ? [`${steps} steps written`] : []),
  ]
}

/** And what a well-formed one promises: nothing in the log, and nothing in anyone else's name. */
function complaintsOf({ written, logged }: Outcome, user: string): string[] {
  const others = written.flatMap(({ by }) => by).filter(by => by !== user)
  return [...logged.map(line => `logged: ${line}`), ...others.map(by => `written in the name of ${by}`)]
}
