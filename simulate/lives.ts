import { kinds, marks } from '../src/complaints/complaint.ts'
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../src/time/beijing.ts'
import type { Random } from './chance.ts'
import type { Wish } from './chronicle.ts'
import type { Workspace } from './places.ts'

/** What somebody asks for, and when. */
export type Asked = { at: Instant; by: string; wish: Wish }
export type Life = { name: string; team: string; channel: string; order: string; asked: Asked[] }

/** People read times off a page: to the minute. */
const typed = (at: Instant) => Math.floor(at / MINUTE) * MINUTE

/**
 * Everything that people will ask of the app for one complaint, from its recording at `start` to its end, mistakes included.
 * `soonOver`: how many in a hundred end within days.
 */
export function lifeOf(
  random: Random,
  {
    name,
    start,
    workspace,
    soonOver,
  }: { name: string; start: Instant; workspace: Workspace; soonOver: number },
): Life {
  const asked: Asked[] = []
  const order = `order ${name}`
  const anyone = () => random.pick(workspace.people)
  const ask = (at: Instant, wish: Wish) => void asked.push({ at, by: anyone(), wish })
  const hours = (from: number, to: number) => random.between(from * HOUR, to * HOUR)
  const received = typed(
    start - (random.yes(0.6) ? hours(0, 3) : random.yes(0.8) ? hours(3, 50) : hours(50, 84)),
  )
  const filed = typed(received - hours(0, 30))
  const onPage = random.yes(0.25) ? typed(received + hours(10, 140)) : undefined
  const due = onPage ?? received + 3 * DAY

  /** Some other things that people do while they wait. */
  function meanwhile(from: Instant, to: Instant) {
    if (to <= from) return
    const some = () => random.between(from, to)
    if (random.yes(0.15))
      ask(some(), { type: 'deed', action: { type: 'noted', text: `note ${random.between(0, 1e6)}` } })
    if (random.yes(0.1))
      ask(some(), {
        type: 'deed',
        action: { type: 'ticked', kind: random.pick(kinds), mark: random.pick(marks) },
      })
    if (random.yes(0.12)) ask(some(), { type: 'deed', action: { type: 'assigned', owner: anyone() } })
    if (random.yes(0.05)) {
      // Several people at the same moment.
      const at = some()
      for (let n = 0; n < 3; n++) ask(at, { type: 'deed', action: { type: 'noted', text: `at once ${n}` } })
    }
  }

  /** Often just when a reminder is due. */
  function moment(from: number, to: number): Instant {
    const at = start + hours(from, to)
    return random.yes(0.2)
      ? Math.max(start + SECOND, due - random.pick([48, 24, 6, 1]) * HOUR + random.between(-4000, 4000))
      : at
  }

  ask(start, {
    type: 'record',
    notice: {
      order,
      received: random.yes(0.9) ? received : undefined,
      filed: random.yes(0.7) ? filed : random.yes(0.5) ? received : undefined,
      ...(onPage !== undefined && { due: onPage }),
      ...(random.yes(0.4) && { owner: anyone() }),
      ...(random.yes(0.5) && { buyer: 'buyer', shop: 'shop' }),
    },
  })
  if (asked[0]?.wish.type === 'record') {
    const { notice } = asked[0].wish
    if (notice.received === undefined && notice.filed === undefined) notice.received = received
  }
  meanwhile(start, start + 3 * DAY)
  if (random.yes(0.25)) correctEvidence(start + hours(0, 60))
  const end = pending()
  return { name, team: workspace.team, channel: random.pick(workspace.channels), order, asked: settleUp(end) }

  function correctEvidence(at: Instant) {
    const changes = random.pick([
      { received: typed(received - hours(0, 20)) },
      { received: typed(Math.min(at, received + hours(0, 20))) },
      { filed: typed(filed - hours(0, 20)) },
      { 'evidence-due': typed(at + hours(-10, 90)) },
      { 'evidence-due': typed(at + hours(1, 30)) },
      { buyer: 'another buyer' },
    ])
    ask(at, { type: 'correct', changes })
    if ('evidence-due' in changes && random.yes(0.3))
      ask(at + hours(1, 20), { type: 'correct', changes: { 'evidence-due': null } })
  }

  /** From the recording to the decision; when it is over. */
  function pending(): Instant {
    const luck = random.between(0, 100)
    if (luck < 5) {
      const at = moment(0, 70)
      ask(at, { type: 'deed', action: { type: 'discarded', why: 'a mistake' } })
      return regret(at)
    }
    if (random.between(0, 100) < soonOver) return dismissedSoon()
    const answered = luck < 70
    const answer = moment(0, 71)
    if (answered) {
      ask(answer, { type: 'deed', action: { type: 'answered' } })
      if (random.yes(0.1)) {
        ask(answer + hours(0, 3), { type: 'reopen', why: 'not yet' })
        ask(answer + hours(3, 30), { type: 'deed', action: { type: 'answered' } })
      }
    }
    // A few are forgotten for weeks: that is when the question becomes weekly.
    const wait = random.yes(0.03) ? hours(30 * 24, 48 * 24) : hours(20, 130)
    const at = (answered ? answer : start) + wait
    meanwhile(start + DAY, at)
    switch (
      random.pick(['upheld', 'upheld', 'upheld', 'withdrawn', 'dismissed', 'dismissed', 'discarded'] as const)
    ) {
      case 'withdrawn':
        ask(at, {
          type: 'deed',
          action: { type: 'withdrawn', ...(random.yes(0.5) && { at: typed(at - hours(0, 12)) }) },
        })
        return regret(at)
      case 'dismissed':
        ask(at, { type: 'deed', action: { type: 'dismissed' } })
        return regret(at)
      case 'discarded':
        ask(at, { type: 'deed', action: { type: 'discarded', why: 'recorded twice' } })
        return regret(at)
      case 'upheld':
        return penalized(at)
    }
  }

  /** As most go: answered within a day, and dismissed or withdrawn soon. */
  function dismissedSoon(): Instant {
    const answer = start + hours(1, 24)
    ask(answer, { type: 'deed', action: { type: 'answered' } })
    const over = answer + hours(4, 60)
    const type = random.pick(['withdrawn', 'dismissed', 'dismissed', 'discarded'] as const)
    ask(over, { type: 'deed', action: type === 'discarded' ? { type, why: 'recorded twice' } : { type } })
    return regret(over)
  }

  /** A closing that was a mistake, taken back and done again. */
  function regret(at: Instant): Instant {
    if (!random.yes(0.15)) return at
    const back = at + hours(0, 30)
    const again = back + hours(1, 100)
    ask(back, { type: 'reopen', why: 'the wrong one' })
    ask(again, { type: 'deed', action: { type: 'dismissed' } })
    return again
  }

  function penalized(at: Instant): Instant {
    const imposed = typed(at - (random.yes(0.7) ? hours(0, 12) : hours(12, 100)))
    const page = random.yes(0.25) ? typed(imposed + hours(5 * 24, 20 * 24)) : undefined
    const lasts = (page ?? imposed + 15 * DAY) - at
    ask(at, {
      type: 'deed',
      action: {
        type: 'upheld',
        at: imposed,
        ...(random.yes(0.6) && { points: 12 }),
        ...(random.yes(0.6) && { blockDays: random.pick([7, 7, 3, 30]) }),
        ...(page !== undefined && { dueOnPage: page }),
      },
    })
    if (random.yes(0.1)) {
      ask(at + hours(0, 4), { type: 'reopen', why: 'read it wrong' })
      ask(at + hours(4, 20), { type: 'deed', action: { type: 'upheld', at: imposed, blockDays: 7 } })
    }
    if (random.yes(0.2))
      ask(at + hours(20, 100), {
        type: 'correct',
        changes: random.pick([
          { penalized: typed(imposed - hours(0, 20)) },
          { penalized: typed(imposed + hours(0, 10)) },
          { 'appeal-due': typed(at + hours(24, 400)) },
        ]),
      })
    meanwhile(at, at + lasts)
    const luck = random.between(0, 100)
    if (luck < 50) return appealed(at + random.between(HOUR, Math.max(2 * HOUR, lasts)), imposed)
    if (luck < 60) {
      const over = at + random.between(HOUR, Math.max(2 * HOUR, lasts))
      ask(over, { type: 'deed', action: { type: 'discarded', why: 'settled otherwise' } })
      return over
    }
    // It lapses. Some are kept open, and asked about.
    const lapsed = at + lasts + DAY + hours(0, 40)
    if (random.yes(0.6)) return lapsed
    ask(lapsed, { type: 'reopen', why: 'the page still takes one' })
    if (random.yes(0.3))
      ask(lapsed + hours(1, 30), {
        type: 'correct',
        changes: { 'appeal-due': typed(lapsed + hours(30, 200)) },
      })
    return appealed(lapsed + hours(10, 120), imposed)
  }

  function appealed(at: Instant, imposed: Instant): Instant {
    const submitted = typed(Math.max(imposed, at - hours(0, 20)))
    ask(at, { type: 'deed', action: { type: 'appealed', at: submitted } })
    if (random.yes(0.15))
      ask(at + hours(1, 20), {
        type: 'correct',
        changes: { appealed: typed(Math.max(imposed, submitted - hours(0, 10))) },
      })
    const over = at + hours(20, 260)
    meanwhile(at, over)
    ask(over, { type: 'deed', action: { type: random.pick(['overturned', 'maintained'] as const) } })
    return regretReview(over, { imposed, submitted })
  }

  /** An outcome that was a mistake, taken back after a time was corrected meanwhile. */
  function regretReview(
    at: Instant,
    { imposed, submitted }: { imposed: Instant; submitted: Instant },
  ): Instant {
    if (!random.yes(0.2)) return at
    const changes = random.pick([
      { appealed: typed(Math.max(imposed, submitted - hours(0, 72))) },
      { penalized: typed(imposed - hours(0, 20)) },
    ])
    if (random.yes(0.7)) ask(at + HOUR, { type: 'correct', changes })
    ask(at + hours(2, 10), { type: 'reopen', why: 'the other outcome' })
    ask(at + hours(10, 40), { type: 'deed', action: { type: 'maintained' } })
    return at + 40 * HOUR
  }

  /** Whatever was refused on the way, in the end nothing stays open. */
  function settleUp(over: Instant): Asked[] {
    ask(over + hours(24, 24 * 8), { type: 'deed', action: { type: 'discarded', why: 'tidying up' } })
    return asked.toSorted((a, b) => a.at - b.at)
  }
}
