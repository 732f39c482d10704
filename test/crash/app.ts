import { seeded } from 'local-slack/seed.ts'
import { createApp } from '../../src/app.ts'
import { createLog } from '../../src/log.ts'
import { boltLog } from '../../src/process/bolt-log.ts'
import { openReception } from '../../src/process/open-reception.ts'
import { startServer } from '../../src/process/server.ts'
import { loadHolidays } from '../../src/rules/holiday-table.ts'
import { loadRuleBook } from '../../src/rules/rule-book.ts'
import { createCalendar } from '../../src/rules/working-days.ts'
import { createSlack } from '../../src/slack/create-slack.ts'
import { openEngine } from '../../src/store/open.ts'
import { systemClock } from '../../src/time/clock.ts'
import { manualClock } from '../../testing/manual-clock.ts'

const { botToken, signingSecret } = seeded
// No questions about the rules come here, and loading the search takes long.
const search = () => {
  throw new Error('nobody asks')
}
const rules = { book: loadRuleBook(), calendar: createCalendar(loadHolidays()), search, teach: search }

/** The whole app on a database, a Slack in another process and a manual clock. */
export async function openApp(at: { path: string; apiUrl: string; now: number }) {
  const { apiUrl } = at
  const clock = manualClock(at.now)
  const log = createLog(process.env.LOG_LEVEL ?? 'silent')
  const engine = openEngine(`sqlite://${at.path}`, clock.now)
  const reception = openReception(
    { mode: 'http', botToken, signingSecret },
    { apiUrl, clock: systemClock, log },
  )
  const app = createApp({
    botToken,
    apiUrl,
    adminUser: undefined,
    clock,
    log,
    engine,
    slack: createSlack({ token: botToken, apiUrl, now: clock.now, logger: boltLog(log) }),
    rules,
    receiver: reception.receiver,
    count() {},
    pace: { spacing: 0 },
  })
  const { onRequest } = reception
  if (!onRequest) throw new Error('no way in')
  const server = await startServer('127.0.0.1', 0, { 'POST /slack/events': onRequest })
  await app.start()

  async function idle() {
    for (let quiet = 0; quiet < 3; ) {
      await new Promise(resolve => setImmediate(resolve))
      const { underWay } = await app.health()
      quiet = underWay === 0 && server.open() === 0 ? quiet + 1 : 0
    }
  }

  return {
    port: server.port,
    /** Runs the timers until then, and returns the next wake-up. */
    async goTo(now: number) {
      await idle()
      clock.skipTo(now)
      await idle()
      const wake = (await engine.backlog(now)) > 0 ? now : await engine.nextWake(now)
      // A wake-up without a timer is found at the next look.
      return wake && Math.max(wake, clock.earliest())
    },
    async close() {
      reception.shut()
      await server.drain()
      await app.stop()
      reception.close()
      await engine.close()
    },
  }
}
