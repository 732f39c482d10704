import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../src/time/beijing.ts'
import type { Random } from './random.ts'
import { workspaces } from './workspaces.ts'

/** Faults of a single call. `posted` and `taken`: Slack did what was asked, and its answer was lost. */
export const mishaps = [
  'connection refused',
  '5xx',
  '5xx, posted',
  'answer lost',
  'answer lost, posted',
  'slow answer',
  'timed out',
  'timed out, posted later',
  '429',
  'look-up out of order',
  'look-up denied',
  'update lost',
  'schedule: answer lost',
  'schedule: answer lost, taken',
  'unschedule: answer lost',
  'unschedule: answer lost, taken',
  'store failed',
  'store failed after writing',
  'slow store',
] as const
export type Mishap = (typeof mishaps)[number]

export const deaths = ['is_archived', 'not_in_channel', 'channel_not_found'] as const

/** The points at which a process can die: around its calls to the outside. */
export const points = [
  'before a store call',
  'after a store call',
  'before a Slack call',
  'after a Slack call',
] as const
export type Point = (typeof points)[number]

type Span = { from: Instant; to: Instant }
export type Faults = {
  /** Faults of the next call that they can happen to, `after` as many that succeed. */
  mishaps: { at: Instant; mishap: Mishap; after: number }[]
  /** The process dies at the nth such point from then on. */
  crashes: { at: Instant; where: Point; points: number; downFor: number }[]
  /** Another process is started, and the old one stopped after `overlap`. */
  deploys: { at: Instant; overlap: number }[]
  slackDown: (Span & { team: string; how: 'refused' | '503' | 'hangs' })[]
  rateLimits: (Span & { team: string; channel: string; retryAfter: number })[]
  /** Dead for good without `to`. */
  deadChannels: {
    from: Instant
    to?: Instant
    team: string
    channel: string
    error: (typeof deaths)[number]
  }[]
  /** Spells without the right to look for messages. */
  blind: (Span & { team: string })[]
  clockSteps: (Span & { ms: number })[]
  cardsDeleted: Instant[]
  away: (Span & { user: string })[]
}

/**
 * Plans some of every fault for a year. The last days are calm, so that in the end everything has to be
 * right.
 */
export function faultsOf(random: Random, year: { start: Instant; end: Instant }): Faults {
  const draw = createDraw(random, year)
  const { some, span, workspace, place } = draw
  return {
    mishaps: callFaultsOf(draw),
    crashes: crashesOf(draw),
    deploys: [
      ...some(7, at => ({ at, overlap: 0 })),
      ...some(5, at => ({ at, overlap: random.between(MINUTE, 20 * HOUR) })),
      // So long that for one complaint there are always two processes.
      ...some(2, at => ({ at, overlap: random.between(5 * DAY, 15 * DAY) })),
    ],
    slackDown: some(6, at => ({
      ...span(at, 5 * MINUTE, random.yes(0.85) ? 40 * MINUTE : 8 * HOUR),
      team: workspace().team,
      how: random.pick(['refused', '503', 'hangs']),
    })),
    rateLimits: some(10, at => ({
      ...span(at, 2 * MINUTE, 40 * MINUTE),
      ...place(),
      retryAfter: random.between(1, 60) * SECOND,
    })),
    deadChannels: some(6, at => ({
      ...span(at, 20 * MINUTE, random.yes(0.8) ? 2 * HOUR : random.yes(0.9) ? 12 * HOUR : 40 * HOUR),
      ...place(),
      error: random.pick(deaths),
    })),
    blind: some(2, at => ({ ...span(at, DAY, 10 * DAY), team: workspace().team })),
    clockSteps: [
      ...some(10, at => ({ ...span(at, MINUTE, 6 * HOUR), ms: random.between(-120, 120) * SECOND })),
      ...some(4, at => ({ ...span(at, MINUTE, 12 * HOUR), ms: random.between(-48 * 60, 72 * 60) * MINUTE })),
    ],
    cardsDeleted: some(8, at => at),
    away: some(60, at => ({ ...span(at, HOUR, 14 * HOUR), user: random.pick(workspace().people) })),
  }
}

type Draw = ReturnType<typeof createDraw>

/** Draws times, spans and places of a year. */
function createDraw(random: Random, { start, end }: { start: Instant; end: Instant }) {
  const last = end - 3 * DAY
  const workspace = () => random.pick(workspaces)
  return {
    random,
    start,
    workspace,
    some: <T>(count: number, make: (at: Instant) => T): T[] =>
      Array.from({ length: count }, () => make(random.between(start + HOUR, last))),
    span: (from: Instant, min: number, max: number) => ({
      from,
      to: Math.min(last + DAY, from + random.between(min, max)),
    }),
    place() {
      const { team, channels } = workspace()
      return { team, channel: random.pick(channels) }
    },
  }
}

function callFaultsOf({ random, start, some }: Draw): Faults['mishaps'] {
  return mishaps.flatMap(mishap => {
    // The store is asked many things in a row, the first of them always the same.
    const planned = (at: Instant) => ({
      at,
      mishap,
      after: /store/.test(mishap) ? random.between(0, 12) : 0,
    })
    // One of each comes early, while there are enough calls to Slack for it to happen.
    const early = random.between(start + HOUR, start + 150 * DAY)
    return [planned(early), ...some(5, planned)]
  })
}

function crashesOf({ random, some }: Draw): Faults['crashes'] {
  const downFor = () => {
    if (random.yes(0.6)) return random.between(2 * SECOND, 20 * SECOND)
    return random.yes(0.7) ? random.between(MINUTE, 30 * MINUTE) : random.between(HOUR, 8 * HOUR)
  }
  return [
    ...points.flatMap(where =>
      some(12, at => ({ at, where, points: random.between(1, 12), downFor: downFor() })),
    ),
    ...some(2, at => ({
      ...{ at, where: random.pick(points), points: 1 },
      downFor: random.between(12 * HOUR, 3 * DAY),
    })),
  ]
}
