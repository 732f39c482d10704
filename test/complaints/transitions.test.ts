import { describe, expect, it } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { settle } from '../../src/complaints/settle.ts'
import { type Action, apply, reopen } from '../../src/complaints/transitions.ts'
import { HOUR } from '../../src/time/beijing.ts'
import { at, by, corrected, type Given, given, reasonOf, recorded, standing, story, upheld } from './given.ts'

/** The actions that change a complaint's state, an hour after its last step. */
const deedsAt = (now: number) => ({
  answered: { type: 'answered' } satisfies Action,
  withdrawn: { type: 'withdrawn' } satisfies Action,
  dismissed: { type: 'dismissed' } satisfies Action,
  upheld: { type: 'upheld', at: now, points: 12 } satisfies Action,
  appealed: { type: 'appealed', at: now } satisfies Action,
  overturned: { type: 'overturned' } satisfies Action,
  maintained: { type: 'maintained' } satisfies Action,
  discarded: { type: 'discarded', why: 'a mistake' } satisfies Action,
})

type Row = Record<keyof ReturnType<typeof deedsAt>, string>
const pending: Row = {
  answered: 'awaiting-decision',
  withdrawn: 'closed: withdrawn',
  dismissed: 'closed: dismissed',
  upheld: 'penalized',
  appealed: 'no-penalty',
  overturned: 'not-appealed',
  maintained: 'not-appealed',
  discarded: 'closed: discarded',
}
const penalized: Row = {
  answered: 'already-upheld',
  withdrawn: 'withdraw-after-penalty',
  dismissed: 'already-upheld',
  upheld: 'already-upheld',
  appealed: 'under-review',
  overturned: 'not-appealed',
  maintained: 'not-appealed',
  discarded: 'closed: discarded',
}
const closed: Row = {
  answered: 'closed',
  withdrawn: 'closed',
  dismissed: 'closed',
  upheld: 'closed',
  appealed: 'closed',
  overturned: 'closed',
  maintained: 'closed',
  discarded: 'closed',
}
const diagram: Record<Given, Row> = {
  awaiting: pending,
  missed: pending,
  answered: { ...pending, answered: 'already-answered' },
  penalized,
  underReview: {
    ...penalized,
    appealed: 'already-appealed',
    overturned: 'closed: overturned',
    maintained: 'closed: maintained',
  },
  lapsed: { ...closed, appealed: 'appeal-too-late' },
  withdrawn: closed,
  dismissed: closed,
  overturned: { ...closed, appealed: 'already-appealed' },
  maintained: { ...closed, appealed: 'already-appealed' },
  discarded: closed,
}

describe.each(Object.keys(given))('A complaint that is %s', state => {
  const make = Object.entries(given).find(([name]) => name === state)?.[1] ?? given.awaiting
  const expected = Object.entries(diagram).find(([name]) => name === state)?.[1] ?? pending
  it.each(Object.entries(expected))('%s: %s', (name, then) => {
    const start = make()
    const now = (start.history.at(-1)?.at ?? 0) + HOUR
    const action = Object.entries(deedsAt(now)).find(([each]) => each === name)?.[1]
    if (!action) throw new Error(name)
    const copy = structuredClone(start)
    const after: Complaint[] = []
    const { code } = reasonOf(() => after.push(apply(start, action, by(now))))
    const [done] = after
    expect(done ? standing(done) : code).toBe(then)
    if (done) expect(story(done)).toEqual([...story(start), name])
    expect(start).toEqual(copy)
  })
})

describe('A complaint that awaits evidence', () => {
  it('is missed only after the latest reading, not a millisecond before', () => {
    const complaint = recorded()
    expect(standing(settle(complaint, at('2026-11-23 24:00') - 1))).toBe('awaiting-evidence')
    const missed = settle(complaint, at('2026-11-23 24:00'))
    expect(missed.state).toEqual({ status: 'awaiting-decision' })
    expect(missed.history.at(-1)).toEqual({ step: { type: 'missed' }, at: at('2026-11-23 24:00') })
  })

  it('is missed at once when the page showed an earlier deadline, and never twice', () => {
    const complaint = recorded({ due: at('2026-11-22 20:00') })
    expect(standing(settle(complaint, at('2026-11-22 20:00') - 1))).toBe('awaiting-evidence')
    const missed = settle(complaint, at('2026-11-22 20:00'))
    expect(story(settle(missed, at('2026-12-22 20:00')))).toEqual(['recorded', 'missed'])
  })

  it('keeps its clock running when one kind of proof is ticked; handing in the answer ends it', () => {
    const ticked = apply(
      given.awaiting(),
      { type: 'ticked', kind: 'chat', mark: 'sent' },
      by('2026-11-21 09:00'),
    )
    expect(ticked.evidence).toEqual({ chat: 'sent' })
    expect(standing(ticked)).toBe('awaiting-evidence')
    expect(standing(settle(ticked, at('2026-11-24 00:00')))).toBe('awaiting-decision')
    expect(story(settle(ticked, at('2026-11-24 00:00')))).toContain('missed')
    const answered = apply(ticked, { type: 'answered' }, by('2026-11-21 09:05'))
    expect(answered.state).toEqual({ status: 'awaiting-decision', answeredAt: at('2026-11-21 09:05') })
    expect(story(settle(answered, at('2026-11-24 00:00')))).not.toContain('missed')
  })

  it('can be answered after its window was missed', () => {
    const late = apply(given.missed(), { type: 'answered' }, by('2026-11-24 10:00'))
    expect(late.state).toEqual({ status: 'awaiting-decision', answeredAt: at('2026-11-24 10:00') })
  })

  it('takes a new owner and notes of up to 3,000 characters, in any state', () => {
    const note = (length: number) => ({ type: 'noted', text: '记'.repeat(length) }) satisfies Action
    for (const make of Object.values(given)) {
      const start = make()
      const owned = apply(start, { type: 'assigned', owner: 'U0NEW' }, by('2027-01-01 09:00'))
      expect(owned.owner).toBe('U0NEW')
      expect(reasonOf(() => apply(start, note(3000), by('2027-01-01 09:00')))).toEqual({ code: 'accepted' })
      expect(reasonOf(() => apply(start, note(3001), by('2027-01-01 09:00'))).code).toBe('too-long')
    }
  })
})

describe('A penalty', () => {
  it('is stored as the notice gives it, with the time of recording', () => {
    const action = { ...upheld, frozen: true, dueOnPage: at('2026-12-09 18:00') }
    expect(apply(given.answered(), action, by('2026-11-26 10:00')).state).toEqual({
      status: 'penalized',
      penalty: {
        at: at('2026-11-25 09:00'),
        points: 12,
        blockDays: 7,
        frozen: true,
        dueOnPage: at('2026-12-09 18:00'),
        recordedAt: at('2026-11-26 10:00'),
      },
    })
  })

  it('lapses only after the latest reading of the 15 days', () => {
    const latest = at('2026-12-10 24:00')
    expect(standing(settle(given.penalized(), latest - 1))).toBe('penalized')
    const lapsed = settle(given.penalized(), latest)
    expect(standing(lapsed)).toBe('closed: lapsed')
    expect(lapsed.state).toMatchObject({ at: latest, penalty: { at: at('2026-11-25 09:00') } })
    expect(story(lapsed)).toEqual(['recorded', 'answered', 'upheld', 'lapsed'])
  })

  it('is refused a withdrawal, with the day of the penalty', () => {
    expect(reasonOf(() => apply(given.penalized(), { type: 'withdrawn' }, by('2026-11-26 09:00')))).toEqual({
      code: 'withdraw-after-penalty',
      id: 'H-7K3Q',
      penalizedAt: at('2026-11-25 09:00'),
    })
  })
})

describe('The one appeal', () => {
  const submitted = (sent: number) => ({ type: 'appealed', at: sent }) satisfies Action
  const latest = at('2026-12-10 24:00')

  it('counts when it was sent in time and recorded after the window lapsed', () => {
    const late = apply(given.lapsed(), submitted(latest - 1), by('2026-12-12 09:00'))
    expect(standing(late)).toBe('under-review')
    expect(late.state).toMatchObject({ appealedAt: latest - 1 })
    expect(reasonOf(() => apply(given.lapsed(), submitted(latest), by('2026-12-12 09:00')))).toEqual({
      code: 'appeal-too-late',
      id: 'H-7K3Q',
      latest,
    })
  })

  it('counts as well when the complaint was not settled in between', () => {
    expect(standing(apply(given.penalized(), submitted(latest - 1), by('2026-12-12 09:00')))).toBe(
      'under-review',
    )
    const tooLate = reasonOf(() => apply(given.penalized(), submitted(latest), by('2026-12-12 09:00')))
    expect(tooLate.code).toBe('appeal-too-late')
  })

  it('is refused a second time, even after closing, with the time of the first', () => {
    for (const make of [given.underReview, given.overturned, given.maintained])
      expect(
        reasonOf(() => apply(make(), submitted(at('2026-12-03 09:00')), by('2026-12-03 09:00'))),
      ).toEqual({
        code: 'already-appealed',
        id: 'H-7K3Q',
        at: at('2026-11-30 20:00'),
      })
  })

  it('does not lapse while it is under review', () => {
    expect(standing(settle(given.underReview(), at('2027-03-01 00:00')))).toBe('under-review')
  })
})

describe('Reopening', () => {
  const undo = (complaint: Complaint, now: string) => reopen(complaint, 'typed into the wrong case', by(now))

  it.each([
    ['answered', 'awaiting-evidence'],
    ['penalized', 'awaiting-decision'],
    ['underReview', 'penalized'],
    ['withdrawn', 'awaiting-decision'],
    ['dismissed', 'awaiting-decision'],
    ['overturned', 'under-review'],
    ['maintained', 'under-review'],
    ['discarded', 'awaiting-evidence'],
  ] satisfies [Given, string][])('of one that is %s makes it %s again', (state, then) => {
    const start = given[state]()
    const after = reopen(start, 'typed into the wrong case', by(start.history.at(-1)?.at ?? 0))
    expect(standing(after)).toBe(then)
    expect(after.history.at(-1)?.step).toMatchObject({
      type: 'reopened',
      why: 'typed into the wrong case',
      undone: start.history.at(-1)?.step.type,
    })
    expect(after.history.length).toBe(start.history.length + 1)
  })

  it('undoes one step after the other until nothing is left to undo', () => {
    let complaint = given.maintained()
    const steps: string[] = []
    for (let count = 0; count < 4; count++) {
      complaint = undo(complaint, '2026-12-02 10:00')
      steps.push(standing(complaint))
    }
    // The evidence window was over long ago by then.
    expect(steps).toEqual(['under-review', 'penalized', 'awaiting-decision', 'awaiting-decision'])
    expect(complaint.state).toEqual({ status: 'awaiting-decision' })
    expect(story(complaint)).toEqual([
      'recorded',
      '(answered)',
      '(upheld)',
      '(appealed)',
      '(maintained)',
      'reopened',
      'reopened',
      'reopened',
      'reopened',
      'missed',
    ])
    expect(reasonOf(() => undo(complaint, '2026-12-02 10:00')).code).toBe('nothing-to-undo')
  })

  it('does not undo notes, ticks and corrections', () => {
    const noted = apply(given.penalized(), { type: 'noted', text: 'called them' }, by('2026-11-25 11:00'))
    const after = undo(corrected(noted, { buyer: 'lin' }, '2026-11-25 12:00'), '2026-11-25 13:00')
    expect(standing(after)).toBe('awaiting-decision')
    expect(after.buyer).toBe('lin')
    expect(story(after)).toEqual(['recorded', 'answered', '(upheld)', 'noted', 'corrected', 'reopened'])
  })

  it('keeps corrections made after the undone step', () => {
    const moved = corrected(
      given.maintained(),
      {
        penalized: at('2026-11-24 09:00'),
        'appeal-due': at('2026-12-08 09:00'),
        appealed: at('2026-11-29 20:00'),
      },
      '2026-12-02 10:00',
    )
    const review = undo(moved, '2026-12-02 11:00')
    expect(review.state).toMatchObject({ appealedAt: at('2026-11-29 20:00') })
    expect(undo(review, '2026-12-02 12:00').state).toMatchObject({
      status: 'penalized',
      penalty: { at: at('2026-11-24 09:00'), dueOnPage: at('2026-12-08 09:00') },
    })
  })

  it('keeps a lapsed appeal open, however late; reopening again undoes the step before', () => {
    const open = undo(given.lapsed(), '2026-12-12 09:00')
    expect(standing(open)).toBe('penalized')
    expect(standing(settle(open, at('2027-01-12 09:00')))).toBe('penalized')
    expect(open.history.at(-1)?.step).toMatchObject({ undone: 'lapsed' })
    const late = { type: 'appealed', at: at('2026-12-12 08:00') } satisfies Action
    expect(standing(apply(open, late, by('2026-12-12 09:00')))).toBe('under-review')
    expect(standing(undo(open, '2026-12-12 10:00'))).toBe('awaiting-decision')
  })

  it('of an appeal that was recorded late makes it lapse again', () => {
    const sent = { type: 'appealed', at: at('2026-12-10 20:00') } satisfies Action
    const late = apply(given.lapsed(), sent, by('2026-12-12 09:00'))
    expect(standing(undo(late, '2026-12-12 10:00'))).toBe('closed: lapsed')
  })

  it('is refused when no step was taken', () => {
    expect(reasonOf(() => undo(given.awaiting(), '2026-11-20 12:00')).code).toBe('nothing-to-undo')
    expect(reasonOf(() => undo(given.missed(), '2026-11-25 12:00')).code).toBe('nothing-to-undo')
  })
})

describe('The same delivery, twice', () => {
  const once = by('2026-11-21 10:00', 'delivery-1')

  it('changes nothing, whatever its action', () => {
    const ticked = apply(given.awaiting(), { type: 'ticked', kind: 'sms', mark: 'sent' }, once)
    expect(apply(ticked, { type: 'ticked', kind: 'sms', mark: 'sent' }, once)).toBe(ticked)
    const answered = apply(given.awaiting(), { type: 'answered' }, once)
    expect(apply(answered, { type: 'answered' }, once)).toBe(answered)
    const reopened = reopen(given.answered(), 'oops', once)
    expect(reopen(reopened, 'oops', once)).toBe(reopened)
    const another = apply(given.awaiting(), { type: 'noted', text: 'a' }, once)
    expect(
      story(apply(another, { type: 'noted', text: 'a' }, by('2026-11-21 10:00', 'delivery-2'))),
    ).toHaveLength(3)
  })

  it('changes nothing even when its action was undone in between', () => {
    const dismissed = apply(given.answered(), { type: 'dismissed' }, once)
    const open = reopen(dismissed, 'not yet', by('2026-11-21 10:00', 'delivery-2'))
    expect(apply(open, { type: 'dismissed' }, once)).toBe(open)
  })
})
