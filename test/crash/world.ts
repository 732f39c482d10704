import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seeded } from 'local-slack/seed.ts'
import { startLocalSlack } from 'local-slack/server.ts'
import { httpTransport } from 'local-slack/transport.ts'
import { parse } from 'yaml'
import { MINUTE } from '../../src/time/beijing.ts'
import { at } from '../complaints/given.ts'
import { createFaults } from './faults.ts'
import type { Hand, Hands } from './hands.ts'
import { halves, readRecords } from './records.ts'

const manifest: unknown = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))
const { signingSecret } = seeded

/** A Slack, a database, and the app between them in a process that dies at a point and is started again at once. */
export async function openWorld(hands: Hands, start: string, killAt: string | undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'shensu-crash-'))
  const path = join(folder, 'shensu.sqlite')
  const problems: string[] = []
  let now = at(start)
  let deaths = 0
  let running: Promise<{ hand: Hand; url: string }>

  const slack = await startLocalSlack({
    manifest,
    now: () => now,
    rateLimits: false,
    faults: createFaults(),
    // An event that was not acknowledged comes again once the app is there again.
    retryDelaysMs: [20, 100, 1_000],
    around: () => parcel => async () => {
      const { url } = await process()
      return httpTransport({ url, signingSecret, signedAt: Date.now, timeoutMs: 60_000 })(parcel)()
    },
  })

  async function open(at: string | undefined): Promise<{ hand: Hand; url: string }> {
    const hand = await hands.take()
    const opened = await hand.ask({ do: 'open', path, apiUrl: slack.apiUrl, now, at })
    if (opened?.is === 'open') return { hand, url: `http://127.0.0.1:${opened.port}/slack/events` }
    died()
    return open(undefined)
  }

  function died() {
    deaths++
    problems.push(...halves(readRecords(path)))
  }

  /** The app, started again if it has died. */
  async function process() {
    for (;;) {
      const known = running
      const found = await known
      if (found.hand.alive()) return found
      if (running !== known) continue
      died()
      running = open(undefined)
    }
  }

  /** Rings what was to ring until now, and says when the app wants to be woken next. */
  async function there(): Promise<number> {
    for (;;) {
      const { hand } = await process()
      const report = await hand.ask({ do: 'go', now })
      if (report?.is === 'there') return report.next ?? Number.POSITIVE_INFINITY
    }
  }

  /** Lets time pass, with every wake-up on the way. */
  async function goTo(until: number) {
    for (let next = await there(); now < until; next = await there()) {
      now = Math.min(until, Math.max(next, now + 1))
      slack.tick()
    }
  }

  running = open(killAt)
  await there()
  return {
    slack,
    problems,
    now: () => now,
    deaths: () => deaths,
    records: () => readRecords(path),
    process,
    there,
    goTo: (text: string) => goTo(at(text)),
    pass: (minutes: number) => goTo(now + minutes * MINUTE),
    /** Ends it in peace; how often each point was passed. */
    async close() {
      const { hand } = await process()
      const report = await hand.ask({ do: 'close' })
      if (report?.is === 'closed') hands.giveBack(hand)
      await slack.close()
      if (existsSync(folder)) rmSync(folder, { recursive: true })
      return report?.is === 'closed' ? report.passed : []
    },
  }
}
export type World = Awaited<ReturnType<typeof openWorld>>
