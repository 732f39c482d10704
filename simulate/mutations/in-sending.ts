import type { Bug } from './bug.ts'

/** Mistakes in how a message gets to Slack, once and in time. */
export const inSending: Bug[] = [
  {
    name: 'a reminder is marked as sent before it is sent',
    file: 'src/reminders/delivery/claim.ts',
    from: 'return attemptStarted(complaint, post, at)',
    to: "return post.kind === 'reminder' ? messagePosted(attemptStarted(complaint, post, at), post, '1', 0) : attemptStarted(complaint, post, at)",
  },
  {
    name: 'a message is never marked as sent',
    file: 'src/reminders/delivery/after-attempt.ts',
    from: 'fresh => messagePosted(fresh, post, ts, shown, { late, away })',
    to: 'fresh => attemptAbandoned(fresh, post.key)',
  },
  {
    name: 'after a lost answer a message is posted again without a look-up',
    file: 'src/reminders/delivery/attempt.ts',
    from: 'if (claim.lookUps === undefined) return',
    to: 'if (claim.lookUps !== -1) return',
  },
  {
    name: 'an attempt cut short by a crash is forgotten',
    file: 'src/reminders/delivery/delivery-state.ts',
    from: 'if (sending && !sending.waits) unknown.set(sending.key, sending)',
    to: '',
  },
  {
    name: 'two processes ignore each other’s leases',
    file: 'src/reminders/delivery/delivery-state.ts',
    from: 'activeAttempt(outbox, now)?.leaseUntil ?? 0',
    to: '0',
  },
  {
    name: 'a change that lost the race counts as kept',
    file: 'src/complaints/store-writes.ts',
    from: 'const done = await engine.swap(swaps, [check])',
    to: 'const done = (await engine.swap(swaps, [check])) || true',
  },
  {
    name: 'the wake-up is not stored with the change',
    file: 'src/complaints/complaint-swap.ts',
    from: '...swap, wakeAt: at, open',
    to: '...swap, wakeAt: swap.expected === undefined ? at : undefined, open',
  },
  {
    name: 'one failure stops the scheduler for good',
    file: 'src/reminders/scheduler/runner.ts',
    from: "log.error({ err, key }, 'this could not be looked after; trying again in a minute')",
    to: 'work.isStopped = true',
  },
  {
    name: 'a wake-up that failed once is not retried for a day',
    file: 'src/reminders/scheduler/work.ts',
    from: 'until: now + failedWakePause }',
    to: 'until: now + 24 * 60 * failedWakePause }',
  },
  {
    name: 'a clock that was set back is not noticed',
    file: 'src/reminders/scheduler/scheduler.ts',
    from: 'await engine.wakeAll(now)',
    to: '',
  },
  {
    name: 'the scheduler sleeps for an hour whatever is due',
    file: 'src/reminders/scheduler/work.ts',
    from: 'Math.min(nextFull, Math.max(nextWake, now + SECOND), ...ahead)',
    to: 'Math.min(now + 60 * MINUTE, ...ahead)',
  },
  {
    name: 'a pause that Slack asks for is ignored',
    file: 'src/slack/rate-limited.ts',
    from: "if (sent.kind === 'busy' && sent.waitMs > 0) rateLimiter.pause(channelKey, sent.waitMs)",
    to: '',
  },
  {
    name: 'a dead channel is skipped without a retry',
    file: 'src/reminders/delivery/failure-reports.ts',
    from: 'if (!tell || !after || !trouble) return',
    to: 'if (tell || !after || !trouble) return',
  },
  {
    name: 'a refused message is not retried',
    file: 'src/reminders/delivery/failure-state.ts',
    from: 'retryAt: now + pauseAfter(failure, key, tries),',
    to: "retryAt: now + pauseAfter(failure, key, tries), ...(kind === 'refused' && key !== undefined && { sent: (outbox.sent[key] = '1') }),",
  },
  {
    name: 'a deleted card is noticed only by the next reminder',
    file: 'src/reminders/delivery/refresh-card.ts',
    from: '/^(message_not_found|cant_update_message|edit_window_closed|thread_not_found)$/',
    to: '/^(edit_window_closed|thread_not_found)$/',
  },
  {
    name: 'the card is not updated',
    file: 'src/reminders/delivery/card-state.ts',
    from: 'outbox.card !== undefined && history.slice(outbox.card.shown).some(isNews)',
    to: 'outbox.card === undefined && history.slice(0).some(isNews)',
  },
  {
    name: 'only one of several history entries is posted',
    file: 'src/reminders/delivery/delivery-state.ts',
    from: 'told: Math.max(outbox.told, post.to ?? 0)',
    to: 'told: outbox.told + 1',
  },
  {
    name: 'the fallback is not deleted when our own reminder is posted',
    file: 'src/reminders/fallback/fallback-copy.ts',
    from: 'if (!open || reminderKey({ ...open, base: lastReminder }) in outbox.sent) return undefined',
    to: 'if (!open) return undefined',
  },
  {
    name: 'no fallback is scheduled',
    file: 'src/reminders/fallback/fallback-copy.ts',
    from: "isTimely ? { action: { do: 'schedule', net: want } } : {}",
    to: '{}',
  },
  {
    name: 'the fallback does not move with the deadline',
    file: 'src/reminders/fallback/fallback-copy.ts',
    from: 'a.clock === b.clock && a.due === b.due &&',
    to: 'a.clock === b.clock &&',
  },
  {
    name: 'an overdue reminder ignores quiet hours',
    file: 'src/reminders/delivery/due-messages.ts',
    from: 'from: allowedFrom(context.settings.quiet, now, reminder.mayBreakQuietFrom)',
    to: 'from: now',
  },
  {
    name: 'many overdue reminders are posted one by one',
    file: 'src/reminders/digests/members.ts',
    from: 'const maxSeparate = 5',
    to: 'const maxSeparate = 500',
  },
  {
    name: 'a late reminder does not say that it is late',
    file: 'src/schedule/lateness.ts',
    from: 'export const lateAfter = 5 * MINUTE',
    to: 'export const lateAfter = 500 * MINUTE',
  },
]
