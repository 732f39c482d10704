import { expect, it } from 'vitest'
import { duration } from '../../src/messages/parts/duration.ts'
import { DAY, HOUR, MINUTE } from '../../src/time/beijing.ts'

it.each([
  [0, '0 秒', '0 s'],
  [-5 * HOUR, '0 秒', '0 s'],
  [MINUTE - 1, '59 秒', '59 s'],
  [MINUTE, '1 分钟', '1 min'],
  [HOUR - MINUTE, '59 分钟', '59 min'],
  // A reminder that is a second late still names the full hours.
  [HOUR - 1000, '1 小时', '1 h'],
  [5 * HOUR + 30 * MINUTE, '5 小时 30 分钟', '5 h 30 min'],
  [DAY - 1000, '1 天', '1 d'],
  [DAY + 4 * HOUR + 59 * MINUTE, '1 天 4 小时', '1 d 4 h'],
  [15 * DAY, '15 天', '15 d'],
])('Duration of %d ms in words', (ms, zh, en) => {
  expect([duration(ms, 'zh'), duration(ms, 'en')]).toEqual([zh, en])
})
