import { afterAll, expect, it } from 'vitest'
import { crashPoints, killAtEach, onlyPoint } from './crash-points.ts'
import { createHands } from './hands.ts'
import { live } from './life.ts'

// `KILL_ALL=4` kills at up to four passes of each point; `KILL_POINT="<point> <n>"` at that one alone.
const { KILL_ALL = '1', KILL_POINT } = process.env

const hands = createHands()
afterAll(hands.close)

it('Killed at every crash point and restarted, the app posts everything once, loses nothing and leaves nothing half done', async () => {
  const unharmed = await live(hands)
  expect(unharmed.problems).toEqual([])
  const points = KILL_POINT ? onlyPoint(unharmed, KILL_POINT) : crashPoints(unharmed, Number(KILL_ALL))
  await killAtEach(hands, unharmed, points)
}, 3_600_000)
