import { readFileSync } from 'node:fs'
import { seeded } from 'local-slack/seed.ts'
import { type Faults, startLocalSlack } from 'local-slack/server.ts'
import { onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { startListening } from './running.ts'

const manifest: unknown = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))

type Shop = { faults?: Faults; botToken?: string; heartbeatUrl?: string }

/** Starts the app in HTTP mode in a local workspace. */
export async function openShop({ faults, botToken, heartbeatUrl }: Shop = {}) {
  const slack = await startLocalSlack({ manifest, now: Date.now, ...(faults && { faults }) })
  onTestFinished(() => slack.close())
  const app = await startListening({
    SLACK_BOT_TOKEN: botToken ?? seeded.botToken,
    SLACK_SIGNING_SECRET: seeded.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    ...(heartbeatUrl && { HEARTBEAT_URL: heartbeatUrl }),
  })
  slack.connectHttp({ url: `${app.origin}/slack/events` })
  return { slack, app, origin: app.origin }
}
