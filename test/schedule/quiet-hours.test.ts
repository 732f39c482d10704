import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterQuiet, allowedFrom, beforeQuiet, isQuiet, type Quiet } from '../../src/schedule/quiet-hours.ts'
import { DAY, HOUR } from '../../src/time/beijing.ts'
import { atNight, evening, morning } from '../../testing/quiet-hours-oracle.ts'
import { at } from '../complaints/given.ts'

const usual = { start: 22 * 60, end: 8 * 60 }
const siesta = { start: 12 * 60, end: 14 * 60 }

describe('Quiet hours', () => {
  it.each([
    [usual, '2026-11-20 21:59:59.999', false],
    [usual, '2026-11-20 22:00', true],
    [usual, '2026-11-20 24:00', true],
    [usual, '2026-11-21 07:59:59.999', true],
    [usual, '2026-11-21 08:00', false],
    [siesta, '2026-11-20 11:59:59.999', false],
    [siesta, '2026-11-20 12:00', true],
    [siesta, '2026-11-20 13:59:59.999', true],
    [siesta, '2026-11-20 14:00', false],
    [null, '2026-11-20 23:00', false],
  ] as [Quiet, string, boolean][])('%o at %s: %s', (quiet, time, expected) => {
    expect(isQuiet(quiet, at(time))).toBe(expected)
  })

  it('move a message to half an hour before they begin, or to their end', () => {
    for (const time of ['2026-11-20 22:00', '2026-11-20 24:00', '2026-11-21 07:59:59.999']) {
      expect(beforeQuiet(usual, at(time))).toBe(at('2026-11-20 21:30'))
      expect(afterQuiet(usual, at(time))).toBe(at('2026-11-21 08:00'))
    }
    for (const time of ['2026-11-20 21:59:59.999', '2026-11-21 08:00']) {
      expect(beforeQuiet(usual, at(time))).toBe(at(time))
      expect(afterQuiet(usual, at(time))).toBe(at(time))
    }
  })

  it('may be broken from a given moment on', () => {
    const from = (time: string, nightFrom: string) => allowedFrom(usual, at(time), at(nightFrom))
    expect(from('2026-11-20 23:00', '2026-11-21 02:00')).toBe(at('2026-11-21 02:00'))
    expect(from('2026-11-20 23:00', '2026-11-21 09:00')).toBe(at('2026-11-21 08:00'))
    expect(from('2026-11-21 03:00', '2026-11-21 02:00')).toBe(at('2026-11-21 03:00'))
    expect(from('2026-11-20 20:00', '2026-11-21 02:00')).toBe(at('2026-11-20 20:00'))
  })

  it('agree with an oracle that counts day by day, for any length up to 16 hours', () => {
    const hours = fc
      .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 16 * 60 }))
      .map(([start, length]) => ({ start, end: (start + length) % 1440 }))
    const time = fc.integer({ min: at('2026-01-01 00:00'), max: at('2027-12-31 24:00') })
    fc.assert(
      fc.property(hours, time, (quiet, t) => {
        expect(isQuiet(quiet, t)).toBe(atNight(quiet, t))
        expect(beforeQuiet(quiet, t)).toBe(evening(quiet, t))
        expect(afterQuiet(quiet, t)).toBe(morning(quiet, t))
        for (const moved of [beforeQuiet(quiet, t), afterQuiet(quiet, t)]) {
          expect(isQuiet(quiet, moved)).toBe(false)
          expect(Math.abs(moved - t)).toBeLessThan(16 * HOUR + HOUR)
        }
        expect(afterQuiet(quiet, t + DAY)).toBe(afterQuiet(quiet, t) + DAY)
      }),
      { numRuns: 2000, seed: 22_08 },
    )
  })
})
