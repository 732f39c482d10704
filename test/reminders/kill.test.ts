import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { record } from '../../src/complaints/record.ts'
import { createComplaintStore } from '../../src/complaints/store.ts'
import { HOUR, MINUTE, SECOND } from '../../src/rules/beijing.ts'
import { openTexts } from '../../src/store/keyv.ts'
import { at, rules } from '../complaints/given.ts'
import { reopened, scratchPath } from '../store/scratch.ts'
import { createStandIn } from './slack-stand-in.ts'
import { seeded, timeLapse } from './time-lapse.ts'

const script = fileURLToPath(new URL('look-after.ts', import.meta.url))
const complaints = 60
const kills = 32
/** A minute of reminders in a second, so a lease is less than a second. */
const factor = 60
const seed = 20_261_123

it('Killed at any moment, at a Slack that loses answers, it loses no change and no reminder and doubles none', async () => {
  const random = seeded(seed)
  const lapse = { began: Date.now(), start: at('2026-11-20 12:00'), factor }
  const clock = timeLapse(lapse)
  const standIn = createStandIn(clock.now, method => {
    const luck = random()
    if (method.startsWith('conversations')) return 'answered'
    return luck < 0.12 ? 'answer lost' : luck < 0.16 ? 'lost' : 'answered'
  })
  onTestFinished(standIn.close)
  const apiUrl = await standIn.listening
  const path = scratchPath()
  const engine = reopened(path)
  const store = createComplaintStore(engine, openTexts(engine), () => clock.now())

  // Each has one reminder at once, and another some time while the killing goes on.
  const plan: { complaint: Complaint; rung: '6h' | '1h' | 'missed'; at: number }[] = []
  const before = [
    ['6h', 6 * HOUR],
    ['1h', HOUR],
    ['missed', 0],
  ] as const
  for (let n = 0; n < complaints; n++) {
    const [rung, ms] = before[n % 3] ?? before[0]
    const rungAt = lapse.start + Math.floor((8 + random() * 20) * MINUTE)
    const by = { by: 'U1', at: lapse.start }
    const times = { received: lapse.start - HOUR, due: rungAt + ms }
    const { complaint } = await store.create(id =>
      record({ order: `order ${n}`, ...times }, { id, team: 'T1', channel: `C${n % 7}` }, rules.book, by),
    )
    plan.push({ complaint, rung, at: rungAt })
  }

  const acknowledged = new Set<string>()
  let noted = 0
  async function begin(): Promise<ChildProcess> {
    const { began, start } = lapse
    const args = [path, apiUrl, began, start, factor].map(String)
    const child = fork(script, args, { execPath: process.execPath })
    await once(child, 'message')
    child.on('message', text => acknowledged.add(String(text)))
    return child
  }
  function note(child: ChildProcess) {
    const { complaint } = plan[Math.floor(random() * plan.length)] ?? {}
    if (!complaint || !child.connected) return
    const { id, channel } = complaint
    // The process may die while it is being told.
    child.send({ id, channel, text: `note ${++noted}` }, () => {})
  }
  async function end(child: ChildProcess) {
    const closed = once(child, 'close')
    child.kill('SIGKILL')
    await closed
    expect(child.signalCode).toBe('SIGKILL')
  }

  for (let kill = 1; kill <= kills; kill++) {
    const child = await begin()
    const life = Date.now() + random() * 900
    while (Date.now() < life) {
      note(child)
      await pause(random() * 40)
    }
    await end(child)
  }
  const last = await begin()
  const lastRung = Math.max(...plan.map(({ at }) => at)) + MINUTE
  // A lease is over in less than a minute; what others are told of later, and the advice, are not waited for.
  const idle = async () => clock.now() > lastRung && (await engine.backlog(clock.now() + 50 * SECOND)) === 0
  for (const patience = Date.now() + 45_000; !(await idle()) && Date.now() < patience; ) await pause(100)
  await end(last)

  const keys = standIn.messages.map(({ key }) => key)
  const doubled = keys.filter((key, index) => keys.indexOf(key) !== index)
  expect(doubled).toEqual([])
  const missing: string[] = []
  const kept = new Set<string>()
  for (const { complaint, rung } of plan) {
    const { id } = complaint
    const stored = await store.load(complaint)
    for (const { step } of stored?.history ?? []) if (step.type === 'noted') kept.add(step.text)
    if (!keys.some(key => key.startsWith(`${id}:evidence:${rung}:`))) missing.push(`${id} ${rung}`)
    if (!keys.includes(`${id}:card:1`)) missing.push(`${id} card`)
    const parts = keys.flatMap(key =>
      key.startsWith(`${id}:history:`) ? [(/(\d+)-(\d+)$/.exec(key) ?? []).slice(1).map(Number)] : [],
    )
    const told = parts.toSorted(([a = 0], [b = 0]) => a - b).flat()
    // Every part begins where the one before it ended, up to the last entry.
    const expected = [
      0,
      ...told.slice(1, -1).flatMap((n, index) => (index % 2 === 0 ? [n, n] : [])),
      stored?.history.length,
    ]
    if (String(told) !== String(expected))
      missing.push(`${id} history: ${told}, of ${stored?.history.length}`)
  }
  // Slack holds one copy of the last reminder of each answer that is hours away. Those of answers an hour away are called off
  // where a life was long enough for it.
  const copies = [...standIn.scheduled.values()].map(({ text }) => text.slice(0, text.indexOf(' ')))
  const most = { '6h': 1, '1h': 1, missed: 0 }
  for (const { complaint, rung } of plan) {
    const count = copies.filter(id => id === complaint.id).length
    if (count > most[rung] || (rung === '6h' && count === 0))
      missing.push(`${complaint.id} ${rung}: ${count} copies`)
  }
  expect(missing).toEqual([])
  expect([...acknowledged.difference(kept)]).toEqual([])
  // It was put to the test: answers were lost, looked for, and changes kept coming.
  expect(standIn.counts.get('chat.postMessage answer lost')).toBeGreaterThan(20)
  expect(standIn.counts.get('conversations.replies answered')).toBeGreaterThan(20)
  expect(acknowledged.size).toBeGreaterThan(200)
}, 120_000)
