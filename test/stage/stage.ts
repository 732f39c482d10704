import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HTTPReceiver } from '@slack/bolt'
import { parse } from 'yaml'
import { seeded } from '../../local-slack/seed.ts'
import { type Faults, type LocalSlack, startLocalSlack } from '../../local-slack/server.ts'
import type { Message } from '../../local-slack/workspace.ts'
import { createApp } from '../../src/app.ts'
import { createLog } from '../../src/log.ts'
import { boltLog } from '../../src/process/bolt-log.ts'
import { parseTime } from '../../src/rules/beijing.ts'
import { loadRules } from '../../src/rules/rules.ts'
import { createSlack } from '../../src/slack/web.ts'
import { openEngine } from '../../src/store/open.ts'
import { handClock } from './hand-clock.ts'

const rules = loadRules()
const manifest: unknown = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))

/** The instant of a Beijing time such as `2026-11-20 10:30`. */
export function beijing(text: string): number {
  const time = parseTime(text)
  if (!time.ok) throw new Error(`Not a time: ${text}`)
  return time.at
}

export type Stage = Awaited<ReturnType<typeof openStage>>

/** The whole app over signed HTTP, on a real SQLite file, in a Slack workspace on this machine, at a time of the test's choosing. */
export async function openStage({
  at,
  faults,
  databaseUrl,
  limited = false,
}: {
  at: string
  faults?: Faults
  databaseUrl?: string
  /** Slack counts what is sent, and the app keeps to its rate. */
  limited?: boolean
}) {
  const folder = mkdtempSync(join(tmpdir(), 'shensu-'))
  const log = createLog('silent')
  const clock = handClock(beijing(at))
  const slack = await startLocalSlack({
    manifest,
    now: clock.now,
    rateLimits: limited,
    ...(faults && { faults }),
  })
  const engine = openEngine(databaseUrl ?? `sqlite://${join(folder, 'stage.sqlite')}`)
  const receiver = new HTTPReceiver({ signingSecret: seeded.signingSecret, logger: boltLog(log) })
  const counts: string[] = []
  const app = createApp({
    botToken: seeded.botToken,
    apiUrl: slack.apiUrl,
    adminUser: undefined,
    clock,
    log,
    engine,
    slack: createSlack({
      token: seeded.botToken,
      apiUrl: slack.apiUrl,
      now: clock.now,
      logger: boltLog(log),
    }),
    rules,
    receiver,
    count: (what, of) => counts.push(`${what} ${of}`),
    ...(!limited && { pace: { spacing: 0 } }),
  })
  const server = createServer(receiver.requestListener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  slack.connectHttp({ url: `http://127.0.0.1:${address.port}/slack/events` })
  await app.start()

  /** Until nothing is due but what waits for Slack, and nothing is being worked on. */
  async function idle() {
    for (let quiet = 0; quiet < 2; ) {
      await new Promise(resolve => setImmediate(resolve))
      const { backlog, waiting, underWay } = await app.health()
      quiet = backlog <= waiting && underWay === 0 ? quiet + 1 : 0
    }
  }

  return {
    app,
    slack,
    clock,
    counts,
    engine,
    idle,
    /** Moves the clock to a Beijing time, with everything that happens on the way. */
    goTo: (text: string) => clock.moveTo(beijing(text), idle),
    async close() {
      await app.stop()
      server.closeAllConnections()
      server.close()
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
