import { describe, expect, it } from 'vitest'
import { apply, reopen } from '../../src/complaints/transitions.ts'
import { at, by, recorded } from '../complaints/given.ts'
import { asUsual, live, told } from './post-all.ts'

const advice = (recordedAt: string, due: string) =>
  live(recorded({ due: at(due) }, recordedAt), at(recordedAt), at(due), asUsual)
    .posted.filter(({ reminder }) => reminder.clock === 'contact')
    .map(told)

describe('The advice to talk to the buyer', () => {
  it('comes once, an hour after the complaint was recorded', () => {
    expect(advice('2026-11-20 11:00', '2026-11-23 10:30')).toEqual(['2026-11-20 12:00 contact buyer'])
  })

  it.each([
    ['2026-11-20 20:59', '2026-11-20 21:59'],
    ['2026-11-20 21:00', '2026-11-21 08:00'],
    ['2026-11-21 06:59', '2026-11-21 08:00'],
    ['2026-11-21 07:00', '2026-11-21 08:00'],
  ])('is held until morning: recorded at %s, given at %s', (recordedAt, given) => {
    expect(advice(recordedAt, '2026-11-23 10:30')).toEqual([`${given} contact buyer`])
  })

  it('is not given when fewer than six hours are left by then', () => {
    expect(advice('2026-11-20 11:00', '2026-11-20 18:00')).toEqual(['2026-11-20 12:00 contact buyer'])
    expect(advice('2026-11-20 11:00', '2026-11-20 17:59')).toEqual([])
    expect(advice('2026-11-20 22:00', '2026-11-21 14:00')).toEqual(['2026-11-21 08:00 contact buyer'])
    expect(advice('2026-11-20 22:00', '2026-11-21 13:59')).toEqual([])
  })

  it('is not given once the answer was handed in or the buyer withdrew, even when that is undone', () => {
    for (const action of [{ type: 'answered' }, { type: 'withdrawn' }] as const) {
      const done = apply(recorded(), action, by('2026-11-20 11:59'))
      const undone = reopen(done, 'too early', by('2026-11-20 12:30'))
      for (const complaint of [done, undone])
        expect(
          live(complaint, at('2026-11-20 12:30'), at('2026-11-20 20:00'), asUsual).posted.map(told),
        ).toEqual([])
    }
  })

  it('is given once, whatever corrections and changes of quiet hours follow', () => {
    const told = live(recorded(), at('2026-11-20 11:00'), at('2026-11-20 13:00'), asUsual).complaint
    const later = { ...asUsual, settings: { ...asUsual.settings, quiet: { start: 11 * 60, end: 14 * 60 } } }
    const again = live(told, at('2026-11-20 13:00'), at('2026-11-20 20:00'), later)
    expect(again.posted).toEqual([])
  })
})
