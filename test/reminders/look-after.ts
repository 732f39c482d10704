import { createChannels } from '../../src/complaints/channels.ts'
import { act } from '../../src/complaints/life.ts'
import { settle } from '../../src/complaints/settle.ts'
import { createComplaintStore } from '../../src/complaints/store.ts'
import { createLog } from '../../src/log.ts'
import { boltLog } from '../../src/process/bolt-log.ts'
import { wakeAt } from '../../src/reminders/agenda.ts'
import { createAlarm } from '../../src/reminders/alarm.ts'
import { createOutbox } from '../../src/reminders/outbox.ts'
import { loadRules } from '../../src/rules/rules.ts'
import { createSlack } from '../../src/slack/web.ts'
import { openTexts } from '../../src/store/keyv.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { timeLapse } from './time-lapse.ts'

// The reminders as a process of their own, to be killed. Notes arrive as messages `<ref as JSON>` and are acknowledged.
const [path = '', apiUrl = '', began = '', start = '', factor = ''] = process.argv.slice(2)
const clock = timeLapse({ began: Number(began), start: Number(start), factor: Number(factor) })
const { calendar } = loadRules()
const engine = openSqlite(path)
const texts = openTexts(engine)
const store = createComplaintStore(engine, texts, complaint =>
  wakeAt(settle(complaint, clock.now()), calendar, clock.now()),
)
const slack = createSlack({
  token: 'xoxb-none',
  apiUrl,
  now: clock.now,
  logger: boltLog(createLog('silent')),
})
const log = createLog('silent')
const deliver = createOutbox({
  store,
  channels: createChannels(engine, texts),
  calendar,
  slackOf: () => slack,
  now: clock.now,
  log,
  onTrouble: async () => true,
  count: () => {},
})
const alarm = createAlarm({ engine, clock, deliver, log })
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
