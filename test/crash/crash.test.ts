import { globSync, readFileSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { crashPoints, killAtEach } from './crash-points.ts'
import { createHands } from './hands.ts'
import { live } from './life.ts'
import { covered } from './points.ts'

/** Kills in each run of `npm test`; `npm run test:long` kills at every point. */
const few = 8

const hands = createHands()
afterAll(hands.close)

const unharmed = live(hands)

it('Without a crash, the story ends as expected', async () => {
  const { story, problems } = await unharmed
  expect(problems).toEqual([])
  const [end] = story.slice(-1)
  expect(end).toMatchObject({ status: 'closed', told: 11, gaps: [], direct: ['U0CHEN', 'U0LIN'] })
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
  // Slack's copy moves with the deadline and the channel, and is deleted before its time or with the step.
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

it('Every await that sends or changes something is a crash point', async () => {
  const root = new URL('../../', import.meta.url).pathname
  const written = globSync(`${root}src/**/*.ts`)
    .filter(path => covered.test(path))
    .flatMap(path => {
      const code = readFileSync(path, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      return (code.match(/(?<!\bfor )\bawait\b/g) ?? []).map(() => path.slice(root.length))
    })
  const hand = await hands.take()
  const counted = hand.sites.map(site => site.slice(0, site.lastIndexOf(':')))
  hands.giveBack(hand)
  expect(counted.toSorted()).toEqual(written.toSorted())
})

it('The story passes nearly all crash points that send or store something', async () => {
  const { passed } = await unharmed
  const hand = await hands.take()
  // Tested elsewhere: inspections (test/complaints/inspection.test.ts), replies to people, which live in
  // memory only (test/story/answers.test.ts), and digests of more than five complaints
  // (test/reminders/digests.test.ts).
  const sites = hand.sites.filter(
    site =>
      /^src\/(reminders|complaints|store|slack)/.test(site) &&
      !/digests|find-posted|inspection|slack\/(answer-queue|with-retries)/.test(site),
  )
  hands.giveBack(hand)
  const came = new Set(passed.map(([point]) => point.split(' ')[0]))
  const never = sites.filter(site => !came.has(site))
  expect(never.length, never.join('\n')).toBeLessThan(sites.length * 0.15)
})

it('Killed at some crash points and restarted, the app posts everything once and loses nothing', async () => {
  const points = crashPoints(await unharmed, 1)
  const some = points.filter((_, index) => index % Math.ceil(points.length / few) === 0)
  await killAtEach(hands, await unharmed, some)
}, 600_000)
