import { act } from '../../src/complaints/life.ts'
import { createLog } from '../../src/log.ts'
import { boltLog } from '../../src/process/bolt-log.ts'
import { createReminders } from '../../src/reminders/reminders.ts'
import { loadRules } from '../../src/rules/rules.ts'
import { createSlack } from '../../src/slack/web.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { timeLapse } from './time-lapse.ts'

// The reminders as a process of their own, to be killed. Notes arrive as messages `<ref as JSON>` and are acknowledged.
const [path = '', apiUrl = '', began = '', start = '', factor = ''] = process.argv.slice(2)
const clock = timeLapse({ began: Number(began), start: Number(start), factor: Number(factor) })
const engine = openSqlite(path)
const log = createLog('silent')
const slack = createSlack({ token: 'xoxb-none', apiUrl, now: clock.now, logger: boltLog(log) })
const { store, alarm } = createReminders({
  engine,
  clock,
  calendar: loadRules().calendar,
  slackOf: () => slack,
  adminUser: undefined,
  count() {},
  log,
  pace: { spacing: 0 },
})
alarm.start()

process.on('message', async (message: { id: string; channel: string; text: string }) => {
  const { id, channel, text } = message
  const ref = { team: 'T1', channel, id }
  const by = { by: 'U1', at: clock.now() }
  const changed = await store.change(ref, complaint => act(complaint, { type: 'noted', text }, by))
  if (!changed) throw new Error('no such complaint')
  alarm.nudge()
  process.send?.(text)
})
process.send?.('ready')
