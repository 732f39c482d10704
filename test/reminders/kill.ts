import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { record } from '../../src/complaints/record.ts'
import { createComplaintStore } from '../../src/complaints/store.ts'
import { openTexts } from '../../src/store/keyv.ts'
import { HOUR, MINUTE } from '../../src/time/beijing.ts'
import { seeded } from '../../testing/seeded.ts'
import { at, rules } from '../complaints/given.ts'
import { reopened, scratchPath } from '../store/scratch.ts'
import { createStandIn, type Standing } from './slack-stand-in.ts'
import { lapsedTo, type TimeLapse } from './time-lapse.ts'

const script = fileURLToPath(new URL('look-after.ts', import.meta.url))
/** The speed of time; low enough that a lease outlasts any call on a busy machine. */
const factor = 4
const seed = 20_261_123
/** The downtime after a kill: longer than a lease. */
const restart = MINUTE
/** Kills between two downtimes that are long enough for late reminders and digests. */
const killsPerDowntime = 7
const downtime = 7 * MINUTE
/** The number of restarts without faults after which everything has to be in order. */
const maxRecoveries = 30

type Step = '6h' | '1h' | 'missed'
type Planned = { complaint: Complaint; step: Step }

const untilDue: Record<Step, number> = { '6h': 6 * HOUR, '1h': HOUR, missed: 0 }
const steps: readonly Step[] = ['6h', '1h', 'missed']

/**
 * Kills the reminders `kills` times while `complaints` have a reminder each falling due, with a Slack that
 * loses calls and responses. Checks that no acknowledged change is lost and that every reminder is posted
 * exactly once. A process runs until it has stored a number of notes, and the test moves the clock while none
 * runs, so a busy machine makes the test slower but does not change its result.
 */
export async function killAgainAndAgain({ kills, complaints }: { kills: number; complaints: number }) {
  const random = seeded(seed)
  const lapse: TimeLapse = { began: 0, start: at('2026-11-20 12:00'), factor }
  let child: ChildProcess | undefined
  const now = () => (child ? lapsedTo(lapse) : lapse.start)
  const luck = seeded(seed + 1)
  let isCalm = false
  const standIn = createStandIn(now, method => {
    const drawn = luck()
    if (isCalm || method.startsWith('conversations')) return 'answered'
    return drawn < 0.12 ? 'answer lost' : drawn < 0.16 ? 'lost' : 'answered'
  })
  onTestFinished(standIn.close)
  const apiUrl = await standIn.listening
  const path = scratchPath()
  const engine = reopened(path)
  const store = createComplaintStore(engine, openTexts(engine), now)

  const plan: Planned[] = []
  for (let n = 0; n < complaints; n++) {
    const step = steps[n % 3] ?? '6h'
    const due = lapse.start + Math.floor((1 + random() * kills) * MINUTE) + untilDue[step]
    const { complaint } = await store.create(id =>
      record(
        { order: `${n}`, received: lapse.start - HOUR, due },
        { id, team: 'T1', channel: `C${n % 3}` },
        rules.book,
        { by: 'U1', at: lapse.start },
      ),
    )
    plan.push({ complaint, step })
  }

  const acknowledged = new Set<string>()
  let noted = 0

  async function start(): Promise<ChildProcess> {
    const born = fork(script, [path, apiUrl, String(lapse.start), String(factor)], {
      execPath: process.execPath,
    })
    const [{ began }] = await once(born, 'message')
    lapse.began = began
    child = born
    born.on('message', text => acknowledged.add(String(text)))
    return born
  }
  async function kill(living: ChildProcess) {
    const closed = once(living, 'close')
    living.kill('SIGKILL')
    await closed
    lapse.start = now() + restart
    child = undefined
    expect(living.signalCode).toBe('SIGKILL')
    await standIn.drained()
  }
  /** Resolves once the note is acknowledged. */
  async function note(living: ChildProcess) {
    const { complaint } = plan[Math.floor(random() * plan.length)] ?? {}
    if (!complaint) return
    const { id, channel } = complaint
    living.send({ id, channel, text: `note ${++noted}` })
    await once(living, 'message')
  }

  for (let killed = 1; killed <= kills; killed++) {
    const living = await start()
    for (let notes = Math.floor(random() * 14); notes > 0; notes--) await note(living)
    void note(living).catch(() => {})
    await pause(random() * 100)
    await kill(living)
    if (killed % killsPerDowntime === 0) lapse.start += downtime
  }

  async function faults(): Promise<string[]> {
    const stored = await Promise.all(plan.map(({ complaint }) => store.load(complaint)))
    const found = stored.filter(complaint => complaint !== undefined)
    const kept = new Set(
      found.flatMap(({ history }) => history.flatMap(({ step }) => (step.type === 'noted' ? step.text : []))),
    )
    return [
      ...[...acknowledged.difference(kept)].map(text => `${text} is lost`),
      ...doubled(standIn.messages),
      ...found.flatMap((complaint, index) => [
        ...missing(complaint, plan[index]?.step ?? '6h', standIn.messages),
        ...repeated(complaint, plan[index]?.step ?? '6h', standIn.messages),
        ...wrongCopies(complaint, plan[index]?.step ?? '6h', [...standIn.scheduled.values()]),
      ]),
    ]
  }

  isCalm = true
  lapse.start = Math.max(lapse.start, ...plan.map(({ complaint, step }) => dueAt(complaint) - untilDue[step]))
  for (let recoveries = 0; recoveries < maxRecoveries && (await faults()).length > 0; recoveries++) {
    const living = await start()
    // A call under way has a wake-up at the end of its lease.
    while ((await engine.backlog(now() + restart)) > 0 && (await faults()).length > 0) await pause(100)
    await kill(living)
  }
  expect(await faults()).toEqual([])
  return { standIn, acknowledged }
}

const dueAt = ({ evidenceDueOnPage = 0 }: Complaint): number => evidenceDueOnPage

function doubled(messages: Standing[]): string[] {
  const keys = messages.map(({ key }) => key)
  return keys.filter((key, index) => keys.indexOf(key) !== index).map(key => `${key} stands twice`)
}

/**
 * Messages that repeat a reminder. One whose outcome stayed unknown and which the next step has overtaken is
 * not recorded as sent; that is no fault.
 */
function repeated(complaint: Complaint, step: Step, messages: Standing[]): string[] {
  const { id, outbox } = complaint
  const [key = '', markedAs = ''] = markOf(complaint, step) ?? []
  const stepAt = dueAt(complaint) - untilDue[step]
  return messages
    .filter(message => {
      if (message.ts === markedAs) return false
      if (message.key.startsWith(`${id}:`))
        return (outbox.sent[message.key.slice(id.length + 1)] ?? message.ts) !== message.ts
      const namesIt = message.key.startsWith('digest:') && message.text.includes(id)
      return (
        namesIt && key !== '' && Number(message.ts) * 1000 > stepAt && Number(message.ts) < Number(markedAs)
      )
    })
    .map(message => `${message.key} repeats ${id} ${step}`)
}

const markOf = ({ outbox }: Complaint, step: Step) =>
  Object.entries(outbox.sent).find(([key]) => key.startsWith(`evidence:${step}:`))

/** The messages that are missing for a complaint. Its reminder may be a separate one or part of a digest. */
function missing(complaint: Complaint, step: Step, messages: Standing[]): string[] {
  const { id, channel, history } = complaint
  const own = messages.filter(({ key }) => key.startsWith(`${id}:`))
  const [, ts] = markOf(complaint, step) ?? []
  const standing = messages.find(message => message.ts === ts && message.channel === channel)
  const isPosted = standing && (standing.key.startsWith(`${id}:evidence:`) || standing.text.includes(id))
  const parts = own
    .flatMap(({ key }) => {
      const [, from, to] = /:history:(\d+)-(\d+)$/.exec(key) ?? []
      return from === undefined ? [] : [[Number(from), Number(to)]]
    })
    .toSorted(([a = 0], [b = 0]) => a - b)
  // Each part begins where the previous one ended, up to the last entry.
  const gap = [...parts, [history.length]].some(([from], index) => from !== (parts[index - 1]?.[1] ?? 0))
  return [
    ...(isPosted ? [] : [`${id} has no reminder ${step}`]),
    ...(own.some(({ key }) => key === `${id}:card:1`) ? [] : [`${id} has no card`]),
    ...(gap ? [`${id} has a history of ${history.length} entries, told as ${JSON.stringify(parts)}`] : []),
  ]
}

/**
 * Slack holds one copy of the last reminder for a window that is hours away. For one that ends within the
 * hour the copy is deleted if there is time, and for one that is over there never was one.
 */
function wrongCopies({ id }: Complaint, step: Step, scheduled: { text: string }[]): string[] {
  const count = scheduled.filter(({ text }) => text.startsWith(`${id} `)).length
  const isRight = step === '6h' ? count === 1 : step === '1h' ? count <= 1 : count === 0
  return isRight ? [] : [`${id} ${step}: ${count} copies at Slack`]
}
