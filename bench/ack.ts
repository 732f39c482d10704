// How long Slack waits for an acknowledgement with 10,000 open complaints: `npm run bench:ack`.
import { seeded } from '../local-slack/seed.ts'
import { record } from '../src/complaints/record.ts'
import { createComplaintStore } from '../src/complaints/store.ts'
import { wakeAt } from '../src/reminders/agenda.ts'
import { MINUTE } from '../src/rules/beijing.ts'
import { loadRules } from '../src/rules/rules.ts'
import { openTexts } from '../src/store/keyv.ts'
import { openStage } from '../test/stage/stage.ts'

const complaints = Number(process.argv[2] ?? 10_000)
const commands = 500

const stage = await openStage({ at: '2026-11-20 11:00' })
const { book, calendar } = loadRules()
const now = stage.clock.now()
const store = createComplaintStore(stage.engine, openTexts(stage.engine), (complaint, settings) =>
  wakeAt(complaint, { calendar, settings }, now),
)
for (let n = 0; n < complaints; n++) {
  const place = { team: seeded.team, channel: `C${n % 20}` }
  const by = { by: seeded.lin, at: now, via: `seed-${n}` }
  await store.create(id => {
    const complaint = record(
      { order: `seed ${n}`, received: now - (n % 1000) * MINUTE },
      { ...place, id },
      book,
      by,
    )
    // Already told, so that nothing is owed and only the next rung wakes it.
    return { ...complaint, outbox: { cards: 1, card: { ts: '1.1', shown: 1 }, told: 1, sent: {} } }
  })
}

const texts = (n: number) => [
  `new order=bench-${n} received=2026-11-20 10:30`,
  'list',
  `new order=bench-${n - 1} received=2026-11-20 10:30`,
  'help',
]
// As many people as it takes for nobody to be told that it is too much.
const { users, channels } = stage.slack.workspace
const lin = users.get(seeded.lin)
const people = Array.from({ length: Math.ceil(commands / 30) }, (_, n) => `U0PERSON${n}`)
for (const id of people) {
  if (lin) users.set(id, { ...lin, id })
  channels.get(seeded.shopA)?.members.add(id)
}
const times: number[] = []
for (let n = 0; n < commands; n++) {
  const text = texts(n)[n % 4] ?? 'help'
  const { answer } = await stage.slack.deliver.command({
    user: people[n % people.length] ?? seeded.lin,
    channel: seeded.shopA,
    command: '/complaint',
    text,
  })
  times.push(answer.ms)
}
times.sort((a, b) => a - b)
const at = (share: number) => `${times[Math.min(commands - 1, Math.floor(commands * share))]?.toFixed(1)} ms`
console.log(`${complaints} open complaints, ${commands} commands, acknowledged after:`)
console.log(`median ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, longest ${at(1)}`)
await stage.close()
