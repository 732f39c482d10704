import { describe, expect, it } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { stepName } from '../../src/complaints/reminder-step.ts'
import { apply } from '../../src/complaints/transitions.ts'
import { postedWhileAway } from '../../src/reminders/delivery/delivery-state.ts'
import type { PlanContext } from '../../src/schedule/plan-context.ts'
import { acknowledge } from '../../src/schedule/reactions.ts'
import { type Instant, MINUTE } from '../../src/time/beijing.ts'
import { at, by, recorded, rules } from '../complaints/given.ts'
import { asUsual, live, told } from './post-all.ts'

const { calendar } = rules
const backedUp: PlanContext = { calendar, settings: { ...asUsual.settings, backup: ['U0CHEN', 'U0EMMA'] } }
const daytime = '2026-11-23 15:00'

/** The urgent reminders of evidence due then, with their escalations. */
function told6And1(
  due: string,
  context: PlanContext,
  from = '2026-11-20 11:00',
  habit = (same: Complaint, _: Instant) => same,
) {
  const complaint = recorded({ due: at(due) }, from)
  return live(complaint, at(from), at(due), context, habit)
    .posted.filter(({ reminder }) => /^(6h|1h)/.test(reminder.base))
    .map(told)
    .map(line => line.slice(5))
}

describe('A reminder 6 hours or 1 hour before that nobody answers', () => {
  it('goes to the backup people after half an hour and to the channel after another, or after a third of the time left', () => {
    expect(told6And1(daytime, backedUp)).toEqual([
      '11-23 09:00 evidence 6h',
      '11-23 09:30 evidence 6h+backup',
      '11-23 10:00 evidence 6h+channel',
      '11-23 14:00 evidence 1h',
      '11-23 14:20 evidence 1h+backup',
      // A third of the 40 minutes that are left then.
      '11-23 14:33 evidence 1h+channel',
    ])
  })

  it('goes to the channel first when the owner has no backup', () => {
    const alone = [
      '11-23 09:00 evidence 6h',
      '11-23 09:30 evidence 6h+channel',
      '11-23 14:00 evidence 1h',
      '11-23 14:20 evidence 1h+channel',
    ]
    expect(told6And1(daytime, asUsual)).toEqual(alone)
    expect(told6And1(daytime, { calendar, settings: { ...asUsual.settings, backup: ['U0XIAOYU'] } })).toEqual(
      alone,
    )
  })

  it('waits a third of the time that was left when it was posted late', () => {
    expect(told6And1(daytime, backedUp, '2026-11-23 14:45')).toEqual([
      '11-23 14:45 evidence 1h',
      '11-23 14:50 evidence 1h+backup',
      '11-23 14:53 evidence 1h+channel',
    ])
  })

  it('is not escalated once the deadline has passed, because that is announced to the whole channel', () => {
    const late = recorded({}, '2026-11-23 10:30')
    const { posted } = live(late, at('2026-11-23 10:30'), at('2026-11-23 23:00'), backedUp)
    expect(posted.map(told)).toEqual(['2026-11-23 10:30 evidence due'])
  })

  it('posted after a deadline at night is escalated until the channel is called in the morning', () => {
    const late = recorded({ received: at('2026-11-20 03:00') }, '2026-11-23 04:00')
    const { posted } = live(late, at('2026-11-23 04:00'), at('2026-11-23 23:00'), backedUp)
    expect(posted.map(told)).toEqual([
      '2026-11-23 04:00 evidence 1h',
      '2026-11-23 04:30 evidence 1h+backup',
      '2026-11-23 05:00 evidence 1h+channel',
      '2026-11-23 08:00 evidence due',
    ])
  })

  it('is not escalated further from the very millisecond at which someone answers', () => {
    const answering = (time: string) => (complaint: Complaint, now: Instant) =>
      now < at(time) ? complaint : acknowledge(complaint, undefined, backedUp, by(at(time)))
    const posts = (time: string) => {
      const start = recorded({ due: at(daytime) })
      const before = live(start, at('2026-11-20 11:00'), at(time), backedUp).complaint
      const { posted } = live(answering(time)(before, at(time)), at(time), at('2026-11-23 13:00'), backedUp)
      return posted.map(({ reminder }) => stepName(reminder))
    }
    expect(posts('2026-11-23 09:29')).toEqual([])
    expect(posts('2026-11-23 09:59')).toEqual([])
    expect(posts('2026-11-23 10:01')).toEqual([])
  })

  it('is not escalated once the step is recorded', () => {
    const start = live(
      recorded({ due: at(daytime) }),
      at('2026-11-20 11:00'),
      at('2026-11-23 09:15'),
      backedUp,
    )
    const done = apply(start.complaint, { type: 'answered' }, by('2026-11-23 09:15'))
    expect(live(done, at('2026-11-23 09:15'), at('2026-11-23 23:00'), backedUp).posted).toEqual([])
  })

  it('is answered by itself only: an answer 6 hours before does not count 1 hour before', () => {
    const start = live(
      recorded({ due: at(daytime) }),
      at('2026-11-20 11:00'),
      at('2026-11-23 09:15'),
      backedUp,
    )
    const seen = acknowledge(start.complaint, undefined, backedUp, by('2026-11-23 09:15'))
    expect(
      live(seen, at('2026-11-23 09:15'), at(daytime), backedUp).posted.map(({ reminder }) =>
        stepName(reminder),
      ),
    ).toEqual(['1h', '1h+backup', '1h+channel'])
  })
})

describe('An owner in do-not-disturb', () => {
  const away = (complaint: Complaint) => {
    const key = 'evidence:6h:2026-11-23T07:00:00.000Z'
    return key in complaint.outbox.sent ? postedWhileAway(complaint, key, complaint.owner) : complaint
  }

  it('has the backup people called at once, and the channel half an hour later', () => {
    expect(told6And1(daytime, backedUp, undefined, away).slice(0, 3)).toEqual([
      '11-23 09:00 evidence 6h',
      '11-23 09:00 evidence 6h+backup',
      '11-23 09:30 evidence 6h+channel',
    ])
  })

  it('without a backup does not have the channel called any sooner', () => {
    expect(told6And1(daytime, asUsual, undefined, away).slice(0, 2)).toEqual([
      '11-23 09:00 evidence 6h',
      '11-23 09:30 evidence 6h+channel',
    ])
  })
})

describe('At night nobody is called about an unanswered reminder', () => {
  it.each([
    // 6 hours before is 01:00, said at 21:30: the first call would be at 22:00.
    [
      '2026-11-23 07:00',
      ['11-22 21:30 evidence 6h', '11-23 01:00 evidence 6h+backup', '11-23 01:30 evidence 6h+channel'],
    ],
    // 6 hours before is 07:59.
    [
      '2026-11-23 13:59',
      ['11-22 21:30 evidence 6h', '11-23 07:59 evidence 6h+backup', '11-23 08:29 evidence 6h+channel'],
    ],
    // 6 hours before is 21:59: those calls are within six hours.
    [
      '2026-11-23 03:59',
      ['11-22 21:59 evidence 6h', '11-22 22:29 evidence 6h+backup', '11-22 22:59 evidence 6h+channel'],
    ],
    // 6 hours before is 21:20: the second call comes at night and within six hours.
    [
      '2026-11-23 03:20',
      ['11-22 21:20 evidence 6h', '11-22 21:50 evidence 6h+backup', '11-22 22:20 evidence 6h+channel'],
    ],
  ])('more than six hours before the deadline, %s', (due, first) => {
    expect(told6And1(due, backedUp).filter(line => line.includes('6h'))).toEqual(first)
  })

  it('except one hour before the deadline, at the usual time', () => {
    expect(told6And1('2026-11-23 23:30', backedUp).filter(line => line.includes('1h'))).toEqual([
      '11-23 21:30 evidence 1h-early',
      '11-23 22:30 evidence 1h',
      '11-23 22:50 evidence 1h+backup',
      '11-23 23:03 evidence 1h+channel',
    ])
  })

  it('not even about a late one, when the app was down until the night', () => {
    const start = recorded({ due: at('2026-11-23 07:00') })
    const key = 'evidence:6h:2026-11-22T23:00:00.000Z'
    const evening = live(start, at('2026-11-20 11:00'), at('2026-11-22 21:31'), asUsual).complaint
    // The owner was in do-not-disturb, so the backup should have been called at 21:30.
    const call = live(
      postedWhileAway(evening, key, evening.owner),
      at('2026-11-22 22:05'),
      at('2026-11-23 02:00'),
      backedUp,
    )
    expect(call.posted.map(told)).toEqual([
      '2026-11-23 01:00 evidence 6h+backup',
      '2026-11-23 01:30 evidence 6h+channel',
    ])
    const late = live(evening, at('2026-11-24 23:00'), at('2026-11-25 10:01'), backedUp)
    // Late reminders come in one message, which includes yesterday's question.
    expect(
      Object.keys(late.complaint.outbox.sent).filter(each => each.startsWith('decision:2026-11-24')),
    ).toHaveLength(1)
    expect(late.posted.map(told)).toEqual([
      '2026-11-25 08:00 evidence missed',
      '2026-11-25 10:00 decision 2026-11-25',
    ])
  })
})

describe('The early reminder of the last hour', () => {
  it('counts for 6 hours before as well: an answer to it stops that escalation', () => {
    const due = '2026-11-23 03:10'
    const start = live(recorded({ due: at(due) }), at('2026-11-20 11:00'), at('2026-11-22 21:31'), backedUp)
    expect(Object.keys(start.complaint.outbox.sent).filter(key => /6h|1h/.test(key))).toHaveLength(2)
    const early = 'evidence:1h-early:2026-11-22T19:10:00.000Z'
    const seen = acknowledge(start.complaint, early, backedUp, by('2026-11-22 21:31'))
    const { posted } = live(seen, at('2026-11-22 21:31'), at('2026-11-23 02:00'), backedUp)
    expect(posted).toEqual([])
  })

  it('is escalated itself when 6 hours before never came', () => {
    expect(told6And1('2026-11-23 02:10', backedUp, '2026-11-22 21:40')).toEqual([
      '11-22 21:40 evidence 1h-early',
      '11-22 22:10 evidence 6h+backup',
      '11-22 22:40 evidence 6h+channel',
      '11-23 01:10 evidence 1h',
      '11-23 01:30 evidence 1h+backup',
      '11-23 01:43 evidence 1h+channel',
    ])
  })

  it('does not stop the escalation of 6 hours before, which can still be answered', () => {
    const due = '2026-11-23 03:10'
    const start = live(recorded({ due: at(due) }), at('2026-11-20 11:00'), at('2026-11-22 21:31'), backedUp)
    const { complaint, posted } = live(
      start.complaint,
      at('2026-11-22 21:31'),
      at('2026-11-22 21:45'),
      backedUp,
    )
    expect(posted.map(told)).toEqual(['2026-11-22 21:40 evidence 6h+backup'])
    const six = 'evidence:6h:2026-11-22T19:10:00.000Z'
    const seen = acknowledge(complaint, six, backedUp, by(at('2026-11-22 21:45') + MINUTE))
    expect(live(seen, at('2026-11-22 21:46'), at('2026-11-23 02:00'), backedUp).posted).toEqual([])
  })
})
