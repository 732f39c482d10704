import { HOUR, MINUTE, SECOND } from '../src/time/beijing.ts'
import { type Case, counted, type Request, type Said } from './chronicle.ts'
import { deliverUntilAnswered, type Requests, type World } from './deliveries.ts'
import type { Random } from './random.ts'
import type { TimedRequest } from './scenario/plan.ts'
import type { Scenario } from './scenario/scenario.ts'

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Plays a scenario: delivers every request, and reacts to reminders through `hear`. `isTaken`: true for the
 * id of another complaint in any workspace, since the oracle knows complaints by their id alone.
 */
export function simulatePeople(
  world: World,
  scenario: Scenario,
  isTaken: (id: string) => boolean,
): { id: string; hear: (said: Said) => void } {
  const { timeline, chronicle, random } = world
  const { name, team, channel, order, asked } = scenario
  const id = newId(random, isTaken)
  const known: Case = { name, id, team, channel, order, done: [] }

  /** True if nobody has done it by the middle of the year. Then whoever can does, for no year may lack it. */
  const isWanting = (what: string) =>
    timeline.now() > (chronicle.start + chronicle.end) / 2 && !chronicle.counts.has(`done: ${what}`)

  const requests: Requests = {
    world,
    known,
    isRecorded: () => chronicle.cases.has(id),
    done({ history }, { asked: { by, request }, via, tries }) {
      const index = history.findIndex(entry => entry.via === via)
      const entry = history[index]
      if (!entry) return
      if (request.type === 'record') chronicle.cases.set(id, known)
      known.done.push({ via, by, request, index, appAt: entry.at, at: tries.get(entry.at) ?? timeline.now() })
      counted(chronicle, `done: ${request.type === 'action' ? request.action.type : request.type}`)
      if (request.type === 'action' && request.action.type === 'answered' && isWanting('reopen'))
        give({ at: timeline.now() + HOUR, by, request: { type: 'reopen', why: 'not yet' } }, `${via}-undone`)
    },
  }
  const give = (request: TimedRequest, via: string) => deliverUntilAnswered(requests, request, via)

  const [first, ...rest] = asked.map(({ by }) => by)
  let presses = 0
  const press = (at: number, by: string, request: Request) =>
    give({ at, by, request }, `${name}-press-${++presses}`)

  /**
   * Presses some of the buttons, at once or after a while, and now and then snoozes until a time that was not
   * offered.
   */
  function hear({ controls, at }: Said) {
    if (!controls || !first) return
    const { reminder, offers } = controls
    const [offer] = offers
    if (offer && isWanting('snooze'))
      return press(at + MINUTE, first, { type: 'snooze', reminder, until: offer })
    if (random.yes(0.65)) return
    const pressAt =
      at + (random.yes(0.6) ? random.between(5 * SECOND, 40 * MINUTE) : random.between(40 * MINUTE, 5 * HOUR))
    const request = reactionTo(controls, pressAt, random)
    press(pressAt, random.pick([first, ...rest]), request)
  }

  for (const [index, each] of asked.entries()) give(each, `${name}-${index}`)
  return { id, hear }
}

function newId(random: Random, isTaken: (id: string) => boolean): string {
  for (;;) {
    const id = `H-${Array.from({ length: 4 }, () => crockford[random.between(0, 32)]).join('')}`
    if (!isTaken(id)) return id
  }
}

function reactionTo(
  { reminder, offers }: NonNullable<Said['controls']>,
  at: number,
  random: Random,
): Request {
  const [offer, ...more] = offers
  if (!random.yes(0.4)) return { type: 'ack', reminder }
  const until =
    offer && random.yes(0.8) ? random.pick([offer, ...more]) : at + random.between(MINUTE, 30 * HOUR)
  return { type: 'snooze', reminder, until }
}
