import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  baseNames,
  clocks,
  escalationTargets,
  parseReminderKey,
  type ReminderIdentity,
  reminderKey,
} from '../../src/complaints/reminder-step.ts'
import { at } from './given.ts'

const due = at('2026-11-23 10:30')

const written: [string, ReminderIdentity][] = [
  ['evidence:48h:2026-11-23T02:30:00.000Z', { clock: 'evidence', base: '48h', due }],
  ['evidence:safe-day:2026-11-23T02:30:00.000Z', { clock: 'evidence', base: 'safe-day', due }],
  ['evidence:1h-early:2026-11-23T02:30:00.000Z', { clock: 'evidence', base: '1h-early', due }],
  ['evidence:due:2026-11-23T02:30:00.000Z', { clock: 'evidence', base: 'due', due }],
  ['evidence:missed:2026-11-23T02:30:00.000Z', { clock: 'evidence', base: 'missed', due }],
  ['appeal:7d:2026-11-23T02:30:00.000Z', { clock: 'appeal', base: '7d', due }],
  ['appeal:lapsed:2026-11-23T02:30:00.000Z', { clock: 'appeal', base: 'lapsed', due }],
  ['contact:buyer:2026-11-23T02:30:00.000Z', { clock: 'contact', base: 'buyer', due }],
  ['block:ended:2026-11-23T02:30:00.000Z', { clock: 'block', base: 'ended', due }],
  [
    'evidence:6h+backup:2026-11-23T02:30:00.000Z',
    { clock: 'evidence', base: '6h', due, escalatedTo: 'backup' },
  ],
  [
    'appeal:1h+channel:2026-11-23T02:30:00.000Z',
    { clock: 'appeal', base: '1h', due, escalatedTo: 'channel' },
  ],
  [
    'evidence:48h@2026-11-21T05:00:00.000Z:2026-11-23T02:30:00.000Z',
    { clock: 'evidence', base: '48h', due, snoozedUntil: at('2026-11-21 13:00') },
  ],
  // A Beijing day, which at 00:30 is still the day before in UTC.
  [
    'decision:2026-11-24:2026-11-23T16:30:00.000Z',
    { clock: 'decision', base: 'question', due: at('2026-11-24 00:30') },
  ],
  [
    'review:2026-11-24@2026-11-24T10:00:00.000Z:2026-11-24T02:00:00.000Z',
    { clock: 'review', base: 'question', due: at('2026-11-24 10:00'), snoozedUntil: at('2026-11-24 18:00') },
  ],
]

describe('The key of a reminder', () => {
  it.each(written)('%s is written and read as earlier releases stored it', (key, reminder) => {
    expect(reminderKey(reminder)).toBe(key)
    expect(parseReminderKey(key)).toEqual(reminder)
  })

  it('reads back as the reminder that it was written from', () => {
    const time = fc.integer({ min: at('2000-01-01 00:00'), max: at('2100-12-31 24:00') })
    const identities = fc.record(
      {
        clock: fc.constantFrom(...clocks),
        base: fc.constantFrom(...baseNames),
        due: time,
        snoozedUntil: time,
        escalatedTo: fc.constantFrom(...escalationTargets),
      },
      { requiredKeys: ['clock', 'base', 'due'] },
    )
    fc.assert(
      fc.property(identities, reminder => {
        expect(parseReminderKey(reminderKey(reminder))).toEqual(reminder)
      }),
      { numRuns: 2000, seed: 20261123 },
    )
  })

  it.each([
    '',
    'card:1',
    'history:0-3',
    'evidence:24h',
    'evidence:5h:2026-11-23T02:30:00.000Z',
    'evidence:question:2026-11-23T02:30:00.000Z',
    'evidence:toString:2026-11-23T02:30:00.000Z',
    'judgement:24h:2026-11-23T02:30:00.000Z',
    'evidence:6h+everybody:2026-11-23T02:30:00.000Z',
    'evidence:24h@soon:2026-11-23T02:30:00.000Z',
    'evidence:24h@9999-99-99T02:30:00.000Z:2026-11-23T02:30:00.000Z',
    'evidence:24h:2026-11-23T02:30:00Z',
    'evidence:24h:2026-13-23T02:30:00.000Z',
    'decision:2026-11-25:2026-11-24T02:00:00.000Z',
  ])('is not %j', text => expect(parseReminderKey(text)).toBeUndefined())
})
