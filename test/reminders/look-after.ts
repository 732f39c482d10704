import { apply } from '../../src/complaints/transitions.ts'
import { createLog } from '../../src/log.ts'
import { boltLog } from '../../src/process/bolt-log.ts'
import { openRecords } from '../../src/records.ts'
import { createReminders } from '../../src/reminders/reminders.ts'
import { loadRules } from '../../src/search/load-rules.ts'
import { createSlack } from '../../src/slack/create-slack.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { timeLapse } from '../../testing/time-lapse.ts'

// Runs the reminders as a process that a test can kill. The time lapse begins once it is ready, so that a slow start
// takes no time. Each message is a note to store, acknowledged with its text.
const [path = '', apiUrl = '', start = '', factor = ''] = process.argv.slice(2)
const began = Date.now()
const clock = timeLapse({ began, start: Number(start), factor: Number(factor) })
const engine = openSqlite(path)
const log = createLog('silent')
const slack = createSlack({ token: 'xoxb-none', apiUrl, now: clock.now, logger: boltLog(log) })
const { calendar } = loadRules()
const records = openRecords({ engine, clock, calendar, log })
const { scheduler } = createReminders({
  engine,
  clock,
  calendar,
  records,
  slackOf: () => slack,
  adminUser: undefined,
  count() {},
  log,
  pace: { spacing: 0 },
})
scheduler.start()

process.on('message', async (message: { id: string; channel: string; text: string }) => {
  const { id, channel, text } = message
  const ref = { team: 'T1', channel, id }
  const by = { by: 'U1', at: clock.now() }
  const changed = await records.store.change(ref, complaint => apply(complaint, { type: 'noted', text }, by))
  if (!changed) throw new Error('no such complaint')
  scheduler.nudge()
  process.send?.(text)
})
process.send?.({ began })
