import { globSync, readFileSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { createHands } from './hands.ts'
import { live, type Picture } from './life.ts'
import { covered } from './points.ts'

// `KILL_ALL=4` kills at every point, at up to four of the times that the life comes there; `KILL_POINT="<point> <time>"` at that one.
const { KILL_ALL, KILL_POINT } = process.env
/** How many kills in each test run. */
const few = 16
const atOnce = 2

const hands = createHands()
afterAll(hands.close)

const unharmed = live(hands)

it('Left alone, a complaint lives as its people expect', async () => {
  const { story, problems } = await unharmed
  expect(problems).toEqual([])
  const [end] = story.slice(-1)
  expect(end).toMatchObject({ status: 'closed', told: 9, gaps: [], direct: ['U0CHEN', 'U0LIN'] })
  const moved = 'C0SHOPZ'
  expect(end?.keys).toEqual([
    'appeal:3d:2026-11-21T12:00:00.000Z in C0SHOPA',
    'card:1 in C0SHOPA',
    `card:3 in ${moved}`,
    'contact:buyer:2026-11-20T04:05:00.000Z in C0SHOPA',
    'evidence:1h+backup:2026-11-20T10:30:00.000Z in C0SHOPA',
    'evidence:1h+channel:2026-11-20T10:30:00.000Z in C0SHOPA',
    'evidence:1h:2026-11-20T10:30:00.000Z in C0SHOPA',
    'evidence:24h:2026-11-20T10:00:00.000Z in C0SHOPA',
    'evidence:24h:2026-11-20T10:30:00.000Z in C0SHOPA',
    'evidence:6h:2026-11-20T10:30:00.000Z in C0SHOPA',
  ])
  // What Slack holds to post by itself moves with the deadline and the channel, and is gone before its time or with the step.
  expect([...new Set(story.map(({ held }) => held.join()))]).toEqual([
    '',
    '2026-11-20 17:20 in C0SHOPA',
    '2026-11-20 17:50 in C0SHOPA',
    '2026-11-21 19:20 in C0SHOPA',
    '2026-11-21 19:20 in C0SHOPB',
    `2026-11-21 19:20 in ${moved}`,
  ])
  expect(story.find(({ after }) => after === 'handed in')?.held).toEqual([])
  expect(end?.held).toEqual([])
})

it('Every await that sends or changes something is a point', async () => {
  const root = new URL('../../', import.meta.url).pathname
  const written = globSync(`${root}src/**/*.ts`)
    .filter(path => covered.test(path))
    .flatMap(path => {
      const code = readFileSync(path, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      return (code.match(/\bawait\b/g) ?? []).map(() => path.slice(root.length))
    })
  const hand = await hands.take()
  const counted = hand.sites.map(site => site.slice(0, site.lastIndexOf(':')))
  hands.giveBack(hand)
  expect(counted.toSorted()).toEqual(written.toSorted())
})

it('The life comes to nearly all of them that send or keep something', async () => {
  const { passed } = await unharmed
  const hand = await hands.take()
  // Answers to people are kept in memory alone: test/story/answers.test.ts.
  // A digest takes more than five complaints, and this is the life of one: test/reminders/catch-up.test.ts dies at each step of it.
  const sites = hand.sites.filter(
    site =>
      /^src\/(reminders|complaints|store|slack)/.test(site) &&
      !/digests|look-back|slack\/(answers|patient)/.test(site),
  )
  hands.giveBack(hand)
  const came = new Set(passed.map(([point]) => point.split(' ')[0]))
  const never = sites.filter(site => !came.has(site))
  expect(never.length, never.join('\n')).toBeLessThan(sites.length * 0.15)
})

/** Up to `most` of the numbers from 1 to `all`, the first and the last among them. */
const some = (all: number, most: number): number[] =>
  all <= most
    ? Array.from({ length: all }, (_, index) => index + 1)
    : [...new Set(Array.from({ length: most }, (_, n) => 1 + Math.round((n * (all - 1)) / (most - 1 || 1))))]

/** Where it is killed this time. */
function chosen(passed: [string, number][]): string[] {
  if (KILL_POINT) {
    const points = passed.map(([point]) => point)
    if (!points.includes(KILL_POINT.replace(/ \d+$/, '')))
      throw new Error(`KILL_POINT: there is no such point; these are there:\n${points.join('\n')}`)
    return [KILL_POINT]
  }
  const all = passed.flatMap(([point, times]) =>
    some(times, KILL_ALL ? Number(KILL_ALL) : 3).map(time => `${point} ${time}`),
  )
  if (KILL_ALL) return all
  const stride = Math.floor(all.length / few)
  const offset = Date.now() % stride
  return all.filter((_, index) => index % stride === offset)
}

/** What is not as it was when it was left alone. */
const differenceOf = (picture: Picture, expected: Picture | undefined): string[] =>
  Object.entries(picture).flatMap(([part, value]) => {
    const [is, was] = [value, new Map(Object.entries(expected ?? {})).get(part)].map(each =>
      JSON.stringify(each),
    )
    return is === was ? [] : [`after “${picture.after}” ${part} is ${is}\n  and not ${was}`]
  })

it('Killed at a point and started again, it says everything once, loses nothing and leaves nothing half done', async () => {
  const { story, passed } = await unharmed
  const points = chosen(passed)
  const wrong: string[] = []
  let deaths = 0
  let done = 0
  async function work() {
    for (let point = points.shift(); point !== undefined; point = points.shift()) {
      const again = await live(hands, point)
      deaths += again.deaths
      const differences = again.story.flatMap((picture, index) => differenceOf(picture, story[index]))
      if (++done % 50 === 0) console.log(`${done} killed, ${points.length} to come`)
      const first = [...again.problems, ...differences.slice(0, 1)]
      if (first.length > 0) wrong.push(`KILL_POINT="${point}" npx vitest run test/kills\n${first.join('\n')}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  console.log(`killed at ${deaths} of ${done} points: ${wrong.length} went wrong`)
  expect(wrong).toEqual([])
  // In which order answers come differs, so a life may not come to a point as often as the one left alone did.
  expect(deaths).toBeGreaterThan(done * 0.75)
}, 3_600_000)
