import type { Bug } from './bug.ts'

/** Mistakes in the schedule: which reminders come, when, and to whom. */
export const inThePlan: Bug[] = [
  {
    name: 'every deadline is a day later',
    file: 'src/rules/deadlines.ts',
    from: 'const due = start + days * DAY',
    to: 'const due = start + (days + 1) * DAY',
  },
  {
    name: 'the deadline on the platform’s page is ignored',
    file: 'src/rules/deadlines.ts',
    from: 'if (onPage !== undefined) return',
    to: 'if (onPage !== undefined && days < 0) return',
  },
  {
    name: 'every day is a working day',
    file: 'src/rules/deadlines.ts',
    from: 'if (kind.working) left -= 1',
    to: 'left -= 1',
  },
  {
    name: 'make-up Saturdays are days off',
    file: 'src/rules/working-days.ts',
    from: 'days.set(day, true)',
    to: 'days.set(day, false)',
  },
  {
    name: 'the window of the appeal begins when the decision is recorded',
    file: 'src/complaints/clocks.ts',
    from: 'windowOf(penalty.at, complaint.periods.appealDays, penalty.dueOnPage)',
    to: 'windowOf(penalty.recordedAt, complaint.periods.appealDays, penalty.dueOnPage)',
  },
  {
    name: 'there is no reminder on the safe day',
    file: 'src/schedule/window-reminders.ts',
    from: "...(safe < due ? [reminder('safe-day', safe - (24 - safeHour) * HOUR)] : []),",
    to: '',
  },
  {
    name: 'there is no reminder an hour before at night',
    file: 'src/schedule/window-reminders.ts',
    from: "isQuiet(quiet, last.at) ? [reminder('1h-early', last.at, true)] : []",
    to: '[]',
  },
  {
    name: 'quiet hours push a deadline’s reminders to the morning after',
    file: 'src/schedule/quiet-hours.ts',
    from: 'return night ? night.start - 30 * MINUTE : t',
    to: 'return night ? night.end : t',
  },
  {
    name: 'Got it ends every later reminder of the window',
    file: 'src/schedule/schedule.ts',
    from: 'positionOf(withSnoozed, now),',
    to: "positionOf(complaint.history.some(({ step }) => step.type === 'acknowledged') ? [] : withSnoozed, now),",
  },
  {
    name: 'a reminder can be snoozed past the deadline',
    file: 'src/schedule/snooze.ts',
    from: 'return next.at - margin',
    to: 'return next.at + 72 * HOUR',
  },
  {
    name: 'the last reminder can be snoozed',
    file: 'src/schedule/snooze.ts',
    from: "'6h': false,\n  '1h-early': false,\n  '1h': false,",
    to: "'6h': true,\n  '1h-early': true,\n  '1h': true,",
  },
  {
    name: 'a snoozed reminder does not come back',
    file: 'src/schedule/snooze.ts',
    from: "if (step.type !== 'snoozed') return []",
    to: 'return []',
  },
  {
    name: 'a reminder escalates although it was answered',
    file: 'src/schedule/escalation.ts',
    from: 'return answered ? undefined : urgent',
    to: 'return urgent',
  },
  {
    name: 'escalation comes three hours late',
    file: 'src/schedule/escalation.ts',
    from: 'const maxWait = 30 * MINUTE',
    to: 'const maxWait = 180 * MINUTE',
  },
  {
    name: 'nothing escalates to the channel',
    file: 'src/schedule/escalation.ts',
    from: "return [told === undefined ? first : stage('channel', waited(told))]",
    to: 'return [first]',
  },
  {
    name: 'do-not-disturb is ignored',
    file: 'src/reminders/delivery/delivery-state.ts',
    from: 'return away ? postedWhileAway(told, post.key, away) : told',
    to: 'return told',
  },
  {
    name: 'the advice to talk to the buyer comes too late',
    file: 'src/schedule/contact.ts',
    from: 'if (movedOn || Math.max(at, now) > lastContact(complaint)) return []',
    to: 'if (movedOn) return []',
  },
  {
    name: 'a decision is asked about weekly after three days',
    file: 'src/schedule/schedule.ts',
    from: 'const dailyFor = 30',
    to: 'const dailyFor = 3',
  },
  {
    name: 'a window is reported as missed although the answer was handed in',
    file: 'src/schedule/schedule.ts',
    from: 'return state.answeredAt === undefined\n        ? afterMissing',
    to: 'return state.answeredAt !== -1\n        ? afterMissing',
  },
  {
    name: 'a lapsed appeal is not reported',
    file: 'src/schedule/schedule.ts',
    from: "return [positionOf([windowEnd('appeal', appealWindow(complaint, state.penalty), quiet)], now), ...block]",
    to: 'return block',
  },
  {
    name: 'a discarded record keeps reminding',
    file: 'src/schedule/schedule.ts',
    from: "if (state.outcome === 'discarded') return []",
    to: '',
  },
  {
    name: 'a kept-open appeal is not asked about',
    file: 'src/schedule/schedule.ts',
    from: "if (state.keptOpen) return [asked({ clock: 'appeal', first, daily: dailyFor }, situation), ...block]",
    to: 'if (state.keptOpen) return block',
  },
  {
    name: 'new quiet hours apply to new complaints only',
    file: 'src/reminders/scheduler/wake.ts',
    from: '() => store.replan(channel)',
    to: 'async () => {}',
  },
]
