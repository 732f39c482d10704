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
import { createStrictSlack, people } from './strict-slack.ts'
import { type Written, watched } from './watched-engine.ts'

const rules = loadRules()
/** What an uninstalled app says. */
const expected = /^Slack no longer knows this app/
/** What the rate limit leaves between two requests when everybody asks in turn. */
const pause = (2 * SECOND) / people.length
/** In memory where the system has such a place: the disk is not what is tried here. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** What came of a delivery: each acknowledgement, how much a person was shown, what was written, and what went wrong. */
export type Outcome = {
  acks: unknown[]
  shown: number
  written: Written[]
  threw: unknown
  logged: string[]
}

/** Hands a body to the app and gives what it was acknowledged with, each time. */
export type Door = (body: object) => Promise<unknown[]>

/**
 * The whole app on an SQLite file until the test ends, at a Slack that looks closely. It gets its deliveries through
 * `receiver`, or straight to it.
 */
export async function openInside(receiver?: Receiver) {
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
    engine: watched(engine, written),
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

  /** Until nothing is being worked on: what is due by now waits for a time to come, or for its turn in a channel. */
  async function idle() {
    for (let quietly = 0; quietly < 2; ) {
      await new Promise(resolve => setImmediate(resolve))
      const { underWay } = await app.health()
      quietly = underWay === 0 ? quietly + 1 : 0
    }
  }
  await idle()

  return {
    strict,
    engine,
    now: clock.now,
    idle,
    /** Lets `ms` pass at once, and then as many seconds as it takes to say all that is due, forty at most. */
    async pass(ms: number) {
      clock.skipTo(clock.now() + ms)
      await idle()
      for (let second = 0; second < 40 && (await app.health()).backlog > 0; second++) {
        clock.skipTo(clock.now() + SECOND)
        await idle()
      }
    },
    /** Delivers a body and tells what came of it. Just as long passes as makes it too much for nobody. */
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

/** Whether an acknowledgement carries an answer to be shown. */
const isMessage = (answer: unknown): answer is { text: string; blocks: unknown } =>
  typeof answer === 'object' && answer !== null && 'text' in answer && 'blocks' in answer

export type Inside = Awaited<ReturnType<typeof openInside>>

/** A receiver without a network, and its door. */
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
      if (!app) throw new Error('nobody is at this door')
      await app.processEvent({ body, ack })
      return acks
    },
  }
}
