import { expect } from 'vitest'
import type { createHands } from './hands.ts'
import { live, type Picture } from './life.ts'

type Life = Awaited<ReturnType<typeof live>>

const atOnce = 2

/** Up to `max` of the numbers from 1 to `all`, evenly spread, including both ends. */
const spread = (all: number, max: number): number[] =>
  all <= max
    ? Array.from({ length: all }, (_, index) => index + 1)
    : [...new Set(Array.from({ length: max }, (_, n) => 1 + Math.round((n * (all - 1)) / (max - 1 || 1))))]

/** All crash points of a run as `<point> <n>`, for up to `times` of its passes. */
export const crashPoints = ({ passed }: Life, times: number): string[] =>
  passed.flatMap(([point, all]) => spread(all, times).map(time => `${point} ${time}`))

/** `point` alone, at the pass that it names or at each. Throws when the run passes no such point. */
export function onlyPoint({ passed }: Life, point: string): string[] {
  const known = passed.map(([name]) => name)
  if (known.includes(point.replace(/ \d+$/, ''))) return [point]
  throw new Error(`KILL_POINT: no such point; known points:\n${known.join('\n')}`)
}

const differences = (picture: Picture, expected: Picture | undefined): string[] =>
  Object.entries(picture).flatMap(([part, value]) => {
    const [is, was] = [value, new Map(Object.entries(expected ?? {})).get(part)].map(each =>
      JSON.stringify(each),
    )
    return is === was ? [] : [`after “${picture.after}” ${part} is ${is}\n  and not ${was}`]
  })

/** Runs the story once for each point, killed there; every picture must equal the undisturbed run's. */
export async function killAtEach(hands: ReturnType<typeof createHands>, unharmed: Life, points: string[]) {
  const wrong: string[] = []
  const left = [...points]
  let deaths = 0
  async function work() {
    for (let point = left.shift(); point !== undefined; point = left.shift()) {
      const again = await live(hands, point)
      deaths += again.deaths
      const [first] = again.story.flatMap((picture, index) => differences(picture, unharmed.story[index]))
      const problems = [...again.problems, ...(first ? [first] : [])]
      if (problems.length > 0)
        wrong.push(`KILL_POINT="${point}" npm run test:long -- test/crash\n${problems.join('\n')}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  console.log(`killed at ${deaths} of ${points.length} points: ${wrong.length} went wrong`)
  expect(wrong).toEqual([])
  // Responses arrive in a different order, so a run may pass a point less often than the undisturbed one.
  expect(deaths).toBeGreaterThan(points.length * 0.75)
}
