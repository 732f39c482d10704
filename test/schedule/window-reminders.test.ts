import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReminderStep } from '../../src/complaints/reminder-step.ts'
import { windowOf } from '../../src/rules/deadlines.ts'
import { positionOf } from '../../src/schedule/clock-position.ts'
import { isQuiet, type Quiet } from '../../src/schedule/quiet-hours.ts'
import { windowReminders } from '../../src/schedule/window-reminders.ts'
import { DAY, formatTime, HOUR, type Instant } from '../../src/time/beijing.ts'
import { at } from '../complaints/given.ts'

const usual = { start: 22 * 60, end: 8 * 60 }

/** The steps of a window that come, in order. */
const said = (reminders: ReminderStep[]) => positionOf(reminders, Number.NEGATIVE_INFINITY).ahead
/** The steps of evidence due then, with their times. */
const answerDue = (due: string, quiet: Quiet = usual) =>
  said(windowReminders('evidence', windowOf(at(due) - 3 * DAY, 3), quiet)).map(
    ({ base, at }) => `${formatTime(at).slice(5)} ${base}`,
  )

describe('The steps of the evidence window, with quiet hours from 22:00 to 08:00', () => {
  it('keep their times by day', () => {
    expect(answerDue('2026-11-23 15:00')).toEqual([
      '11-21 15:00 48h',
      '11-22 15:00 24h',
      '11-22 18:00 safe-day',
      '11-23 09:00 6h',
      '11-23 14:00 1h',
      '11-23 15:00 due',
      '11-24 08:00 missed',
    ])
  })

  it('come at 21:30 instead of at night; the last one also at its own time', () => {
    expect(answerDue('2026-11-23 23:30')).toEqual([
      '11-21 21:30 48h',
      '11-22 18:00 safe-day',
      '11-22 21:30 24h',
      '11-23 17:30 6h',
      '11-23 21:30 1h-early',
      '11-23 22:30 1h',
      '11-24 08:00 missed',
    ])
  })

  it('come once when two fall on the same moment: six hours before replaces one hour before', () => {
    expect(answerDue('2026-11-23 07:00')).toEqual([
      '11-20 21:30 48h',
      '11-21 21:30 24h',
      '11-22 18:00 safe-day',
      '11-22 21:30 6h',
      '11-23 06:00 1h',
      '11-23 08:00 due',
      '11-24 08:00 missed',
    ])
  })

  it.each([
    // 6 hours before is 21:59, then 22:00.
    ['2026-11-23 03:59', ['11-22 21:59 6h', '11-23 02:59 1h']],
    ['2026-11-23 04:00', ['11-22 21:30 6h', '11-23 03:00 1h']],
    // 6 hours before is 21:29: the early one comes after it; at 21:30 they are one.
    ['2026-11-23 03:29', ['11-22 21:29 6h', '11-22 21:30 1h-early', '11-23 02:29 1h']],
    ['2026-11-23 03:30', ['11-22 21:30 6h', '11-23 02:30 1h']],
    // One hour before is 07:59, then 08:00.
    ['2026-11-23 08:59', ['11-22 21:30 6h', '11-23 07:59 1h']],
    ['2026-11-23 09:00', ['11-22 21:30 6h', '11-23 08:00 1h']],
    // 6 hours before is 07:59, then 08:00.
    ['2026-11-23 13:59', ['11-22 21:30 6h', '11-23 12:59 1h']],
    ['2026-11-23 14:00', ['11-23 08:00 6h', '11-23 13:00 1h']],
    // One hour before is 21:59, then 22:00.
    ['2026-11-23 22:59', ['11-23 16:59 6h', '11-23 21:59 1h']],
    ['2026-11-23 23:00', ['11-23 17:00 6h', '11-23 21:30 1h-early', '11-23 22:00 1h']],
  ])('due %s have the urgent steps at %j', (due, urgent) => {
    expect(answerDue(due).filter(line => /(6h|1h|1h-early)$/.test(line))).toEqual(urgent)
  })

  it('keep their order: none moves before one in the half hour before quiet hours', () => {
    // 24 hours before is at night, so it comes at 18:00 together with the safe day's reminder.
    expect(answerDue('2026-11-23 23:30', { start: 18 * 60 + 15, end: 8 * 60 })).toEqual([
      '11-21 17:45 48h',
      '11-22 18:00 safe-day',
      '11-23 17:30 6h',
      '11-23 17:45 1h-early',
      '11-23 22:30 1h',
      '11-24 08:00 missed',
    ])
  })

  it('say that the deadline has passed, at night in the morning after, while a reading is still open', () => {
    const passed = (due: string, quiet?: Quiet) => answerDue(due, quiet).filter(line => line.endsWith(' due'))
    expect(passed('2026-11-23 21:59')).toEqual(['11-23 21:59 due'])
    expect(passed('2026-11-23 22:00')).toEqual([])
    expect(passed('2026-11-23 00:00')).toEqual(['11-23 08:00 due'])
    expect(passed('2026-11-23 07:59')).toEqual(['11-23 08:00 due'])
    expect(passed('2026-11-23 22:00', null)).toEqual(['11-23 22:00 due'])
    expect(passed('2026-11-23 22:30', { start: 22 * 60, end: 23 * 60 + 59 })).toEqual(['11-23 23:59 due'])
    expect(passed('2026-11-23 22:30', { start: 22 * 60, end: 0 })).toEqual([])
  })

  it('end in the morning, or at midnight outside quiet hours', () => {
    expect(answerDue('2026-11-23 15:00', null).at(-1)).toBe('11-24 00:00 missed')
    expect(answerDue('2026-11-23 15:00', { start: 1, end: 8 * 60 }).at(-1)).toBe('11-24 00:00 missed')
    expect(answerDue('2026-11-23 15:00', { start: 0, end: 8 * 60 }).at(-1)).toBe('11-24 08:00 missed')
  })
})

const hours = fc.oneof(
  fc.constant(null),
  fc
    .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 16 * 60 }))
    .map(([start, length]) => ({ start, end: (start + length) % 1440 })),
)
const due = fc.integer({ min: at('2026-11-01 00:00'), max: at('2026-12-31 24:00') })

it('For any quiet hours and deadline: no step is lost, none comes late or at night, and they stay in order', () => {
  const ranks: Record<string, number> = {
    '7d': 0,
    '3d': 1,
    '48h': 1,
    '24h': 2,
    '6h': 4,
    '1h-early': 5,
    '1h': 6,
    due: 7,
  }
  fc.assert(
    fc.property(hours, due, fc.constantFrom('evidence', 'appeal'), (quiet, dueAt, clock) => {
      const window = windowOf(dueAt - 3 * DAY, 3)
      const reminders = said(windowReminders(clock, window, quiet))
      const before = clock === 'evidence' ? [48, 24, 6, 1] : [168, 72, 24, 6, 1]
      const nominal: Record<string, Instant> = {
        'safe-day': window.safe - 6 * HOUR,
        '1h-early': dueAt - HOUR,
      }
      for (const each of before) nominal[each > 48 ? `${each / 24}d` : `${each}h`] = dueAt - each * HOUR
      const passed = reminders.find(({ base }) => base === 'due')
      expect(passed === undefined || passed.at < window.latest).toBe(true)
      expect(passed === undefined || (passed.at >= dueAt && !isQuiet(quiet, passed.at))).toBe(true)
      if (!isQuiet(quiet, dueAt)) expect(passed?.at).toBe(dueAt)
      for (const { base: name, at, due } of reminders.slice(0, -1)) {
        expect(due).toBe(dueAt)
        if (name === 'due') continue
        expect(at).toBeLessThanOrEqual(nominal[name] ?? 0)
        if (name !== '1h') expect(isQuiet(quiet, at)).toBe(false)
        if (!isQuiet(quiet, nominal[name] ?? 0) || name === '1h') expect(at).toBe(nominal[name])
      }
      // Each step has come by its time, or one as urgent in its place.
      for (const each of before) {
        const name = each > 48 ? `${each / 24}d` : `${each}h`
        const spoken = reminders.some(
          reminder => reminder.at <= dueAt - each * HOUR && (ranks[reminder.base] ?? 3) >= (ranks[name] ?? 0),
        )
        expect(spoken).toBe(true)
      }
      const calm = reminders.filter(({ base }) => base !== 'safe-day').map(({ base }) => ranks[base] ?? 9)
      expect(calm).toEqual(calm.toSorted((a, b) => a - b))
      const last = reminders.at(-1)
      expect(last?.at).toBeGreaterThanOrEqual(window.latest)
      expect(isQuiet(quiet, last?.at ?? 0)).toBe(false)
    }),
    { numRuns: 3000, seed: 20261123 },
  )
})
