// `npm run bench:catch-up` measures how soon 10,000 open complaints are planned after forty hours of
// downtime, and named in messages to a Slack without rate limits.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Complaint } from '../src/complaints/complaint.ts'
import { record } from '../src/complaints/record.ts'
import { keyOf } from '../src/complaints/store.ts'
import { openRecords } from '../src/records.ts'
import { fallbackAction } from '../src/reminders/fallback/fallback-copy.ts'
import { createReminders } from '../src/reminders/reminders.ts'
import { loadRules } from '../src/search/load-rules.ts'
import type { Outgoing, Sent, Slack } from '../src/slack/slack.ts'
import { openEngine } from '../src/store/open.ts'
import { HOUR, type Instant } from '../src/time/beijing.ts'
import type { Clock } from '../src/time/clock.ts'
import { createMemorySlack } from '../testing/memory-slack/memory-slack.ts'

const complaints = 10_000
const channels = 200
const rules = loadRules()
const began: Instant = Date.UTC(2026, 10, 20, 3)
const now: Instant = began + 40 * HOUR
const silent = () => {}
const log = { debug: silent, info: silent, warn: silent, error: silent, fatal: silent }

/** An open complaint from before the downtime whose messages until then are delivered. */
function complaintOf(n: number): Complaint {
  const place = { id: `H-${String(n).padStart(5, '0')}`, team: 'T1', channel: `C${n % channels}` }
  const notice = { order: `order ${n}`, received: began - (n % 50) * 60_000 }
  const complaint = record(notice, place, rules.book, { by: 'U0OWNER', at: began })
  const { action } = fallbackAction(complaint, began)
  const net = action && 'net' in action ? { net: { ...action.net, id: `Q${n}` } } : {}
  return { ...complaint, outbox: { cards: 1, card: { ts: `1.${n}`, shown: 1 }, told: 1, sent: {}, ...net } }
}

const folder = mkdtempSync(join(tmpdir(), 'catch-up-'))
const engine = openEngine(`sqlite://${join(folder, 'bench.sqlite')}`)
for (let n = 0; n < complaints; n++) {
  const complaint = complaintOf(n)
  await engine.swap([
    {
      ...{ key: keyOf(complaint), expected: undefined, next: JSON.stringify(complaint) },
      ...{ wakeAt: began + HOUR, open: true },
    },
  ])
}

const start = performance.now()
const seconds = () => (performance.now() - start) / 1000
let posts = 0
let count = 0
const named = new Set<string>()
const firstIn = new Map<string, number>()
const done = Promise.withResolvers<void>()

async function post({ channel, key = '', blocks }: Outgoing): Promise<Sent> {
  posts++
  if (!firstIn.has(channel)) firstIn.set(channel, seconds())
  const ids = key.startsWith('digest:')
    ? blocks.flatMap(({ block_id = '' }) => /^case:(.+)/.exec(block_id)?.[1] ?? [])
    : [key.split(':')[0] ?? '']
  for (const id of ids) named.add(id)
  if (named.size === complaints) done.resolve()
  return { kind: 'sent', ts: `${now / 1000}.${String(++count).padStart(6, '0')}` }
}
const taken: Sent = { kind: 'sent', ts: '1.0' }
const memory = createMemorySlack(() => now)
memory.fault = ({ what }) =>
  what === 'schedule' ? { kind: 'busy', waitMs: HOUR, error: 'ratelimited' } : undefined
const slack: Slack = { ...memory, post, update: async () => taken, unschedule: async () => taken }
let planned = 0
const clock: Clock = {
  now: () => now,
  after: (ms, work) => {
    const timer = setTimeout(work, Math.min(ms, 20))
    return () => clearTimeout(timer)
  },
}
const { calendar } = rules
const { scheduler } = createReminders({
  engine,
  clock,
  calendar,
  records: openRecords({ engine, clock, calendar, log }),
  slackOf: () => slack,
  adminUser: undefined,
  count: () => {},
  log,
  pace: { spacing: 0 },
  afterLook: () => {
    planned ||= seconds()
  },
})
scheduler.start()
await done.promise
const allNamed = seconds()
await scheduler.stop()
await engine.close()
rmSync(folder, { recursive: true })
const round = (s: number) => `${s.toFixed(1)} s`
console.log(`${complaints} open complaints in ${channels} channels, after forty hours of downtime`)
console.log(`planned, each in its channel's turn: ${round(planned)}`)
console.log(`first message in every channel: ${round(Math.max(...firstIn.values()))}`)
console.log(`each complaint named, in ${posts} messages: ${round(allNamed)}`)
