import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/complaints/channel-settings.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { reopen } from '../../src/complaints/transitions.ts'
import { guideOf } from '../../try-out/guide.ts'
import { at, by, type Given, given, recorded, rules } from '../complaints/given.ts'
import { postAll } from '../schedule/post-all.ts'

const planned = (complaints: Complaint[]) =>
  complaints.map(complaint => ({ complaint, settings: defaultSettings }))
const guideAt = (time: string, ...complaints: Complaint[]) =>
  guideOf(planned(complaints), rules.calendar, at(time))
const ticks = (time: string, ...complaints: Complaint[]) =>
  guideAt(time, ...complaints)
    .steps.map(({ done }) => (done ? 'x' : '-'))
    .join('')
const reminded = (state: Given, time: string) => postAll(given[state](), at(time)).complaint

describe('The guided path', () => {
  it('starts with a complaint to record, in a command that is ready to send', () => {
    const { next, action } = guideAt('2026-11-20 11:00')
    expect(next).toBe(0)
    expect(action?.fill?.zh).toMatch(/^\/complaint 新增 订单=\d+ .*收到="2026-11-20 10:00"$/)
    expect(action?.fill?.en).toMatch(/^\/complaint new order=\d+ .*received="2026-11-20 10:00"$/)
  })

  it('ticks the steps that the records show as done', () => {
    expect(ticks('2026-11-20 11:00', recorded())).toBe('x----')
    expect(ticks('2026-11-21 10:30', reminded('awaiting', '2026-11-21 10:30'))).toBe('xx---')
    expect(ticks('2026-11-24 09:00', reminded('missed', '2026-11-24 09:00'))).toBe('xxx--')
    expect(ticks('2026-11-21 09:00', given.answered())).toBe('x-x--')
    expect(ticks('2026-11-25 10:00', given.penalized())).toBe('x-xx-')
    expect(ticks('2026-12-02 09:00', given.overturned())).toBe('x-xxx')
    expect(ticks('2026-12-02 09:00', given.maintained())).toBe('x-xx-')
  })

  it('ticks a window as missed at its latest possible end, not a millisecond earlier', () => {
    const latest = at('2026-11-23 24:00')
    const doneAt = (now: number) => guideOf(planned([recorded()]), rules.calendar, now).steps[2]?.done
    expect(doneAt(latest - 1)).toBe(false)
    expect(doneAt(latest)).toBe(true)
  })

  it('removes the tick of a step that is undone', () => {
    const undone = reopen(given.answered(), 'pressed by mistake', by('2026-11-21 10:00'))
    expect(ticks('2026-11-21 10:00', undone)).toBe('x----')
  })

  it('leads to the reminder and then to the end of the window of the latest complaint', () => {
    const first = guideAt('2026-11-20 11:00', recorded())
    expect(first.action).toMatchObject({ to: at('2026-11-20 12:00'), channel: 'C1' })
    const second = guideAt('2026-11-21 10:30', reminded('awaiting', '2026-11-21 10:30'))
    expect(second.action?.to).toBe(at('2026-11-24 08:00'))
  })

  it('asks for another complaint when none can take the next step', () => {
    const { next, action } = guideAt('2026-12-02 09:00', reminded('dismissed', '2026-11-22 09:00'))
    expect(next).toBe(1)
    expect(action?.fill?.en).toContain('/complaint new')
  })

  it('records the appeal first and then its result', () => {
    const fill = (state: Given, time: string) => guideAt(time, reminded(state, time)).action?.fill?.en
    expect(fill('penalized', '2026-12-03 10:00')).toBe(
      '/complaint appealed H-7K3Q at="2026-12-03 10:00" confirm=yes',
    )
    expect(fill('underReview', '2026-12-06 10:00')).toBe(
      '/complaint reviewed H-7K3Q overturned at="2026-12-06 10:00"',
    )
  })

  it('ends when every step is done', () => {
    const won = reminded('overturned', '2026-12-03 10:00')
    expect(guideAt('2026-12-03 10:00', won)).toMatchObject({ next: undefined, steps: { length: 5 } })
    expect(guideAt('2026-12-03 10:00', won).action).toBeUndefined()
  })
})
