import type { Log } from '../src/log.ts'
import { openRecords } from '../src/records.ts'
import { createReminders, type ReminderParts } from '../src/reminders/reminders.ts'
import { loadHolidays } from '../src/rules/holiday-table.ts'
import { loadRuleBook } from '../src/rules/rule-book.ts'
import { createCalendar } from '../src/rules/working-days.ts'
import type { Clock } from '../src/time/clock.ts'

export const book = loadRuleBook()
export const calendar = createCalendar(loadHolidays())
const silent = () => {}
const log: Log = { debug: silent, info: silent, warn: silent, error: silent, fatal: silent }

export type Process = ReturnType<typeof openProcess>

/** The product from the store to the alarm, started, over what this run of the process can reach. */
export function openProcess(reach: Pick<ReminderParts, 'engine' | 'slackOf' | 'count'> & { clock: Clock }) {
  const records = openRecords({ ...reach, calendar, log })
  const reminders = createReminders({ ...reach, records, calendar, adminUser: undefined, log })
  reminders.scheduler.start()
  return { ...records, ...reminders, now: reach.clock.now }
}
