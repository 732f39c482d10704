import type { Complaint } from '../src/complaints/complaint.ts'
import { record } from '../src/complaints/record.ts'
import { Refused } from '../src/complaints/refused.ts'
import type { Ref } from '../src/complaints/store.ts'
import { amend, apply, type Origin, reopen } from '../src/complaints/transitions.ts'
import type { PlanContext } from '../src/schedule/plan-context.ts'
import { acknowledge, snooze } from '../src/schedule/reactions.ts'
import { HOUR, type Instant, MINUTE, SECOND } from '../src/time/beijing.ts'
import type { Random } from './chance.ts'
import { type Case, type Chronicle, counted, type Said } from './chronicle.ts'
import type { Host } from './host.ts'
import type { Asked, Life } from './lives.ts'
import { book, calendar, type Process } from './process.ts'
import type { Timeline } from './timeline.ts'

type World = { timeline: Timeline; chronicle: Chronicle; random: Random; host: Host<Process> }

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** When each try was made: by the app's clock, and by the world's. */
type Tries = Map<Instant, Instant>

/**
 * Lets people live their complaint: every wish is delivered, late, twice or out of order, until the app has answered it.
 * Returns how they take what is said to them. `isTaken`: whether another complaint, in whatever workspace, has that id; the oracle
 * knows complaints by it alone.
 */
export function letLive(
  world: World,
  life: Life,
  isTaken: (id: string) => boolean,
): { id: string; hear: (said: Said) => void } {
  const { timeline, chronicle, random, host } = world
  const { name, team, channel, order } = life
  const anId = () => `H-${Array.from({ length: 4 }, () => crockford[random.between(0, 32)]).join('')}`
  let id = anId()
  while (isTaken(id)) id = anId()
  const known: Case = { name, id, team, channel, order, done: [] }
  let ref: Ref | undefined

  /** Whether nobody has done it by the middle of the year. Then whoever can does, for no year may lack it. */
  const isWanting = (what: string) =>
    timeline.now() > (chronicle.start + chronicle.end) / 2 && !chronicle.counts.has(`done: ${what}`)

  /** Does it once, in one run of the process; the complaint as it is then. */
  async function doIt(process: Process, { by: user, wish }: Asked, via: string, tries: Tries) {
    const by = { by: user, at: process.now(), via }
    tries.set(by.at, timeline.now())
    if (wish.type === 'record') {
      const make = () => record(wish.notice, { id, team, channel }, book, by)
      const { complaint } = await process.store.create(make)
      return complaint
    }
    return (
      ref &&
      process.store.change(ref, (complaint, settings) =>
        change(complaint, wish, { context: { calendar, settings }, by }),
      )
    )
  }

  function note({ history }: Complaint, { by, wish }: Asked, via: string, tries: Tries) {
    const index = history.findIndex(entry => entry.via === via)
    const entry = history[index]
    if (!entry) return
    if (wish.type === 'record') {
      ref = { team, channel, id }
      chronicle.cases.set(id, known)
    }
    known.done.push({ via, by, wish, index, appAt: entry.at, at: tries.get(entry.at) ?? timeline.now() })
    counted(chronicle, `done: ${wish.type === 'deed' ? wish.action.type : wish.type}`)
    if (wish.type === 'deed' && wish.action.type === 'answered' && isWanting('reopen'))
      give({ at: timeline.now() + HOUR, by, wish: { type: 'reopen', why: 'not yet' } }, `${via}-undone`)
  }

  function give(asked: Asked, via: string) {
    const tries: Tries = new Map()
    let answered = false
    const again = (ms: number) => {
      if (!answered) timeline.at(timeline.now() + ms, deliver)
    }

    /** One delivery. Without an answer within three seconds it is delivered again. */
    async function deliver() {
      const someone = host.anyone()
      if (!someone) return again(random.between(20 * SECOND, 5 * MINUTE))
      let over = false
      const giveUp = timeline.at(timeline.now() + 3 * SECOND, () => {
        over = true
        again(random.between(5 * SECOND, MINUTE))
      })
      try {
        const complaint = await doIt(someone.process, asked, via, tries)
        someone.process.scheduler.nudge()
        giveUp()
        // Its recording may not have come through yet.
        if (!complaint) return over || again(random.between(MINUTE, 20 * MINUTE))
        if (answered) return counted(chronicle, 'duplicated delivery')
        answered = true
        note(complaint, asked, via, tries)
        if (random.yes(0.15)) timeline.at(timeline.now() + random.between(10, 10 * MINUTE), deliver)
      } catch (error) {
        giveUp()
        if (!(error instanceof Refused)) return over || again(random.between(2 * SECOND, 30 * SECOND))
        const { code } = error.reason
        // A clock that ran ahead has been set back: what was recorded by it lies in the future of a second delivery.
        if (code === 'future' && answered && asked.wish.type === 'record') return
        if (known.done.some(each => each.via === via)) throw new Error(`refused after it was done: ${code}`)
        if (answered) return
        answered = true
        counted(chronicle, `refused: ${code}`)
        // The app's clock was behind: they try again later.
        if (code === 'future') give({ ...asked, at: timeline.now() + 30 * MINUTE }, `${via}'`)
      }
    }

    const late = random.yes(0.08)
    if (late) counted(chronicle, 'reordered delivery')
    const soon = late ? random.between(MINUTE, 15 * MINUTE) : random.between(0, 400)
    timeline.at(asked.at + soon, deliver)
  }

  for (const [index, asked] of life.asked.entries()) give(asked, `${name}-${index}`)
  let presses = 0
  const people = life.asked.map(({ by }) => by)

  /** Some of what can be pressed is pressed, at once or after a while; some put off what was not offered. */
  function hear({ controls, at }: Said) {
    const [first, ...rest] = people
    if (!controls || !first) return
    const { reminder, offers } = controls
    const [offer, ...more] = offers
    if (offer && isWanting('snooze'))
      return give(
        { at: at + MINUTE, by: first, wish: { type: 'snooze', reminder, until: offer } },
        `${name}-press-${++presses}`,
      )
    if (random.yes(0.65)) return
    const press =
      at + (random.yes(0.6) ? random.between(5 * SECOND, 40 * MINUTE) : random.between(40 * MINUTE, 5 * HOUR))
    const wish = !random.yes(0.4)
      ? { type: 'ack' as const, reminder }
      : offer && random.yes(0.8)
        ? { type: 'snooze' as const, reminder, until: random.pick([offer, ...more]) }
        : { type: 'snooze' as const, reminder, until: press + random.between(MINUTE, 30 * HOUR) }
    give({ at: press, by: random.pick([first, ...rest]), wish }, `${name}-press-${++presses}`)
  }

  return { id, hear }
}

function change(
  complaint: Complaint,
  wish: Exclude<Asked['wish'], { type: 'record' }>,
  { context, by }: { context: PlanContext; by: Origin },
) {
  switch (wish.type) {
    case 'deed':
      return apply(complaint, wish.action, by)
    case 'correct':
      return amend(complaint, wish.changes, by)
    case 'reopen':
      return reopen(complaint, wish.why, by)
    case 'ack':
      return acknowledge(complaint, wish.reminder, context, by)
    case 'snooze':
      return snooze(complaint, { reminder: wish.reminder, until: wish.until }, context, by)
  }
}
