import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App, Receiver } from '@slack/bolt'
import { onTestFinished, vi } from 'vitest'
import { createApp } from '../../src/app.ts'
import { loadRules } from '../../src/search/load-rules.ts'
import { openEngine } from '../../src/store/open.ts'
import { SECOND } from '../../src/time/beijing.ts'
import { manualClock } from '../../testing/manual-clock.ts'
import { beijing } from '../stage/stage.ts'
import { recordingEngine, type Written } from './recording-engine.ts'
import { createStrictSlack, people } from './strict-slack.ts'

const rules = loadRules()
/** The app's log message when Slack reports that it was uninstalled. */
const expected = /^Slack no longer knows this app/
/** The shortest pause between two requests that stays below the rate limit when people take turns. */
const pause = (2 * SECOND) / people.length
/** A folder in memory where the system has one, for speed. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** The effects of a delivery: its acknowledgements, the answers shown, the writes, and the errors. */
export type Outcome = {
  acks: unknown[]
  shown: number
  written: Written[]
  threw: unknown
  logged: string[]
}

/** Delivers a body to the app and returns each acknowledgement. */
export type Door = (body: object) => Promise<unknown[]>

/**
 * The whole app on an SQLite file and a strict Slack, until the test ends. Deliveries come through
 * `receiver`, or directly.
 */
export async function openFuzzApp(receiver?: Receiver) {
  const folder = mkdtempSync(join(place, 'shensu-'))
  const clock = manualClock(beijing('2026-11-20 11:00'))
  const strict = createStrictSlack(clock.now)
  const logged: string[] = []
  const quiet = () => {}
  const error = (about: { err?: unknown }, message?: string) => {
    const { err } = about
    if (expected.test(message ?? '')) return
    logged.push(`${message}: ${err instanceof Error ? err.stack?.slice(0, 600) : JSON.stringify(about)}`)
  }
  let replies = 0
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
    replies++
    const { text, blocks } = JSON.parse(body)
    strict.look('shown to a person', { text, blocks })
    return new Response('ok')
  })
  const written: Written[] = []
  const engine = openEngine(`sqlite://${join(folder, 'inside.sqlite')}`)
  const direct = createDirect()
  const app = createApp({
    botToken: 'xoxb-1',
    apiUrl: undefined,
    adminUser: undefined,
    clock,
    log: { debug: quiet, info: quiet, warn: quiet, error, fatal: error },
    engine: recordingEngine(engine, written),
    slack: strict.slack,
    rules,
    receiver: receiver ?? direct.receiver,
    count: () => {},
  })
  onTestFinished(async () => {
    await app.stop()
    await engine.close()
    vi.unstubAllGlobals()
    rmSync(folder, { recursive: true })
  })
  await app.start()

  /** Waits until nothing is in progress; due work may still wait for a timer or the rate limiter. */
  async function idle() {
    for (let calm = 0; calm < 2; ) {
      await new Promise(resolve => setImmediate(resolve))
      const { underWay } = await app.health()
      calm = underWay === 0 ? calm + 1 : 0
    }
  }
  await idle()

  return {
    strict,
    engine,
    now: clock.now,
    idle,
    /** Skips `ms`, and then lets up to forty seconds pass until everything due is sent. */
    async pass(ms: number) {
      clock.skipTo(clock.now() + ms)
      await idle()
      for (let second = 0; second < 40 && (await app.health()).backlog > 0; second++) {
        clock.skipTo(clock.now() + SECOND)
        await idle()
      }
    },
    /** Delivers a body, after a pause that stays below the rate limit, and returns its effects. */
    async deliver(body: object, door: Door = direct.door): Promise<Outcome> {
      clock.skipTo(clock.now() + pause)
      const before = { shown: replies + strict.opened(), logged: logged.length }
      written.length = 0
      let threw: unknown
      const acks = await door(body).catch((error: unknown) => {
        threw = error
        return []
      })
      const answers = acks.flatMap(answer => (isMessage(answer) ? answer : []))
      for (const answer of answers) strict.look('answered in the acknowledgement', answer)
      return {
        acks,
        shown: answers.length + replies + strict.opened() - before.shown,
        written: written.splice(0),
        threw,
        logged: logged.slice(before.logged),
      }
    },
  }
}

/** True if an acknowledgement carries an answer to show. */
const isMessage = (answer: unknown): answer is { text: string; blocks: unknown } =>
  typeof answer === 'object' && answer !== null && 'text' in answer && 'blocks' in answer

export type FuzzApp = Awaited<ReturnType<typeof openFuzzApp>>

/** A receiver without a network, and the function that delivers to it. */
function createDirect(): { receiver: Receiver; door: Door } {
  let app: App | undefined
  return {
    receiver: {
      init: bolt => {
        app = bolt
      },
      start: async () => {},
      stop: async () => {},
    },
    async door(body) {
      const acks: unknown[] = []
      const ack = async (answer?: unknown) => void acks.push(answer)
      if (!app) throw new Error('the app has not started')
      await app.processEvent({ body, ack })
      return acks
    },
  }
}
