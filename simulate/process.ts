import type { Log } from '../src/log.ts'
import { openRecords } from '../src/records.ts'
import { createReminders, type ReminderParts } from '../src/reminders/reminders.ts'
import { loadHolidays } from '../src/rules/holiday-table.ts'
import { loadRuleBook } from '../src/rules/rule-book.ts'
import { createCalendar } from '../src/rules/working-days.ts'
import type { Clock } from '../src/time/clock.ts'
import { type Chronicle, counted } from './chronicle.ts'

export const book = loadRuleBook()
export const calendar = createCalendar(loadHolidays())
const silent = () => {}
const log: Log = { debug: silent, info: silent, warn: silent, error: silent, fatal: silent }

export type Process = ReturnType<typeof openProcess>

/** Starts the product from the store to the scheduler, over what this run of the process can reach. */
export function openProcess(
  reach: Pick<ReminderParts, 'engine' | 'slackOf'> & { clock: Clock; chronicle: Chronicle },
) {
  const { chronicle, ...parts } = reach
  const count = (what: string) => counted(chronicle, `outbox: ${what}`)
  const records = openRecords({ ...parts, calendar, log })
  const reminders = createReminders({ ...parts, records, count, calendar, adminUser: undefined, log })
  reminders.scheduler.start()
  return { ...records, ...reminders, now: parts.clock.now }
}
