import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Faults, type LocalSlack, startLocalSlack } from 'local-slack/server.ts'
import type { Message } from 'local-slack/workspace.ts'
import { parse } from 'yaml'
import { createLog } from '../../src/log.ts'
import { loadRules } from '../../src/search/load-rules.ts'
import type { Engine } from '../../src/store/engine.ts'
import { openEngine } from '../../src/store/open.ts'
import { parseTime } from '../../src/time/beijing.ts'
import { manualClock } from '../../testing/manual-clock.ts'
import { appOnLocalSlack, type Way } from '../../try-out/wiring.ts'

const rules = loadRules()
const manifest: unknown = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))

/** The instant of a Beijing time such as `2026-11-20 10:30`. */
export function beijing(text: string): number {
  const time = parseTime(text)
  if (!time.ok) throw new Error(`Not a time: ${text}`)
  return time.at
}

export type Stage = Awaited<ReturnType<typeof openStage>>

/** The transports by which Slack reaches an app. */
export const ways: Way[] = ['http', 'socket']

type Setting = {
  at: string
  over?: Way
  faults?: Faults
  databaseUrl?: string
  /** Slack enforces its rate limits, and the app keeps to them. */
  limited?: boolean
  /** Wraps the app's store. */
  store?: (engine: Engine) => Engine
  /** The store uses the stage's clock instead of the machine's. */
  timedStore?: boolean
  /** Slack's time limit for an acknowledgement, in ms of the real clock. */
  timeoutMs?: number
  /** Fills the workspace before the app starts. */
  before?: (slack: LocalSlack) => void
}

/** `slow`: stages are opened with the real rate limits, and with a Slack that takes 300 ms for each call. */
export const world = { slow: false }
const slowCallMs = 300

/**
 * The whole app on a real SQLite file, in a local Slack workspace, at the time `at`; over signed HTTP by
 * default.
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
    // Long, so that a busy machine fails no test.
    timeoutMs = 60_000,
    before,
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
  before?.(slack)
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
  /** The time and content of each acknowledgement. */
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

  /** Waits until nothing is in progress and only work that waits for Slack is due. */
  async function calm() {
    for (let quiet = 0; quiet < 2; ) {
      await new Promise(resolve => setImmediate(resolve))
      const { backlog, waiting, underWay } = await app.health()
      quiet = backlog <= waiting && underWay === 0 ? quiet + 1 : 0
    }
  }

  /** Like `calm`; in a slow world, also until the rate limiter has let everything through. */
  async function idle() {
    await calm()
    for (let seconds = 0; world.slow && seconds < 300 && (await app.health()).waiting > 0; seconds++)
      await clock.moveTo(clock.now() + 1_000, { next: engine.nextWake, idle: calm })
  }

  /** Moves the clock ahead until `work` is done, for work that waits for Slack or for a timeout. */
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
    /** The app's address for Slack's requests. */
    url,
    idle,
    /** Moves the clock to a Beijing time and runs everything that is due on the way. */
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

/** All words of a message, in reading order. */
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
