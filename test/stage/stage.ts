import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type Faults, type LocalSlack, startLocalSlack } from '../../packages/local-slack/server.ts'
import type { Message } from '../../packages/local-slack/workspace.ts'
import { createLog } from '../../src/log.ts'
import { loadRules } from '../../src/search/load-rules.ts'
import type { Engine } from '../../src/store/engine.ts'
import { openEngine } from '../../src/store/open.ts'
import { parseTime } from '../../src/time/beijing.ts'
import { manualClock } from '../../testing/manual-clock.ts'
import { appOnLocalSlack, type Way } from '../../try-out/app-on-local-slack.ts'

const rules = loadRules()
const manifest: unknown = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))

/** The instant of a Beijing time such as `2026-11-20 10:30`. */
export function beijing(text: string): number {
  const time = parseTime(text)
  if (!time.ok) throw new Error(`Not a time: ${text}`)
  return time.at
}

export type Stage = Awaited<ReturnType<typeof openStage>>

/** The two ways in which Slack reaches an app. */
export const ways: Way[] = ['http', 'socket']

type Setting = {
  at: string
  over?: Way
  faults?: Faults
  databaseUrl?: string
  /** Slack counts what is sent, and the app keeps to its rate. */
  limited?: boolean
  /** Stands between the app and its store. */
  store?: (engine: Engine) => Engine
  /** The store goes by the stage's clock, not by the machine's. */
  timedStore?: boolean
  /** How long Slack waits for an acknowledgement, in ms of the real clock. */
  timeoutMs?: number
}

/** `slow`: stages are opened with the real pace, Slack's own limits, and a Slack that takes its time for each call. */
export const world = { slow: false }
const slowCallMs = 300

/**
 * The whole app on a real SQLite file, in a Slack workspace on this machine, at a time of the test's choosing; `over`
 * signed HTTP unless told otherwise.
 */
export async function openStage(setting: Setting) {
  const {
    at,
    over = 'http',
    faults,
    databaseUrl,
    limited = world.slow,
    timedStore = false,
    store = engine => engine,
    // How busy the machine is, is no matter of any story.
    timeoutMs = 60_000,
  } = setting
  const folder = mkdtempSync(join(tmpdir(), 'shensu-'))
  const log = createLog('silent')
  const clock = manualClock(beijing(at))
  const slack = await startLocalSlack({
    manifest,
    now: clock.now,
    rateLimits: limited,
    timeoutMs,
    faults(method, args) {
      if (world.slow) clock.spend(slowCallMs)
      return faults?.(method, args)
    },
  })
  const opened = openEngine(
    databaseUrl ?? `sqlite://${join(folder, 'stage.sqlite')}`,
    timedStore ? clock.now : undefined,
  )
  const engine = store(opened)
  const counts: string[] = []
  const { app, reception } = appOnLocalSlack({
    slack,
    over,
    clock,
    log,
    engine,
    rules,
    count: (what, of) => counts.push(`${what} ${of}`),
    ...(!limited && { pace: { spacing: 0 } }),
  })
  /** When the app acknowledged each delivery, and with what. */
  const acks: { at: number; answer: unknown }[] = []
  const processEvent = app.bolt.processEvent.bind(app.bolt)
  app.bolt.processEvent = event =>
    processEvent({
      ...event,
      async ack(answer) {
        acks.push({ at: clock.now(), answer })
        await event.ack(answer)
      },
    })
  const { onRequest } = reception
  const url = `${slack.origin}/slack/events`
  if (onRequest) {
    slack.serve((request, response) => {
      if (request.url !== '/slack/events') return false
      void onRequest(request, response)
      return true
    })
    slack.connectHttp({ url })
  }
  await app.start()
  reception.open()
  if (over === 'socket') await slack.until(() => slack.socketMode.connections() > 0 || undefined)

  /** Until nothing is due but what waits for Slack, and nothing is being worked on. */
  async function calm() {
    for (let quiet = 0; quiet < 2; ) {
      await new Promise(resolve => setImmediate(resolve))
      const { backlog, waiting, underWay } = await app.health()
      quiet = backlog <= waiting && underWay === 0 ? quiet + 1 : 0
    }
  }

  /** The same; in a slow world also until the pace has let everything through. */
  async function idle() {
    await calm()
    for (let seconds = 0; world.slow && seconds < 300 && (await app.health()).waiting > 0; seconds++)
      await clock.moveTo(clock.now() + 1_000, { next: engine.nextWake, idle: calm })
  }

  /** Lets the clock run until `work` is done: for what waits for Slack or for the time to be up. */
  async function timePasses<T>(work: Promise<T>): Promise<T> {
    let isDone = false
    const done = () => {
      isDone = true
    }
    work.then(done, done)
    while (!isDone) {
      await new Promise(resolve => setTimeout(resolve, 10))
      await clock.moveTo(clock.now() + 250, { next: engine.nextWake, idle: async () => {} })
    }
    return work
  }

  return {
    app,
    slack,
    clock,
    counts,
    acks,
    engine,
    /** Where the app takes Slack's requests. */
    url,
    idle,
    /** Moves the clock to a Beijing time, with everything that happens on the way. */
    goTo: (text: string) => clock.moveTo(beijing(text), { next: engine.nextWake, idle }),
    timePasses,
    pass: (ms: number) => clock.moveTo(clock.now() + ms, { next: engine.nextWake, idle }),
    async close() {
      reception.shut()
      await app.stop()
      reception.close()
      await engine.close()
      await slack.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Everything that a message says, in reading order. */
export const wordsOf = (message: Pick<Message, 'blocks' | 'text'>): string =>
  message.blocks === undefined ? message.text : textsIn(message.blocks).join('\n')

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? (/^(text|user_id|channel_id)$/.test(key) ? [inner] : []) : textsIn(inner),
  )
}

export const channelMessages = (slack: LocalSlack, channel: string): Message[] =>
  [...slack.workspace.messages.values()].flat().filter(message => message.channel === channel)
