import { expect, it } from 'vitest'
import { defaultSettings } from '../../src/complaints/channel-settings.ts'
import { attemptStarted } from '../../src/reminders/delivery/delivery-state.ts'
import { dueReminderPosts } from '../../src/reminders/delivery/due-messages.ts'
import { findPosted } from '../../src/reminders/delivery/find-posted.ts'
import { type Instant, MINUTE } from '../../src/time/beijing.ts'
import { at, rules } from '../complaints/given.ts'
import { startHarness } from './reminder-harness.ts'

const key = 'evidence:48h:2026-11-23T02:30:00.000Z'

it.each([
  ['has just started to send it', 0, key],
  ['started to send it five minutes ago and died', 5 * MINUTE, undefined],
])(
  'If Slack does not have the reminder, only an attempt without a lease is ended: another process %s',
  async (_, ago, left) => {
    const { slack, store, clock, create, load } = startHarness('2026-11-21 10:31')
    const complaint = await create()
    const { calendar } = rules
    const startAttempt = (moment: Instant) =>
      store.change(complaint, (fresh, settings) => {
        const post = dueReminderPosts(fresh, { calendar, settings }, clock.now()).find(
          each => each.key === key,
        )
        return post ? attemptStarted(fresh, post, moment) : fresh
      })
    const began = clock.now() - ago
    const find = async () => {
      await startAttempt(began)
      return { kind: 'absent' as const }
    }
    const attempted = await startAttempt(at('2026-11-21 10:20'))
    if (!attempted) throw new Error('it is gone')
    const parts = { store, calendar, slackOf: () => ({ ...slack, find }), now: clock.now, count() {} }
    await findPosted(parts, attempted, defaultSettings, () => true)
    expect((await load(complaint)).outbox.sending?.key).toBe(left)
  },
)
