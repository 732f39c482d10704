import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { seeded } from 'local-slack/seed.ts'
import { startLocalSlack } from 'local-slack/server.ts'
import { parse } from 'yaml'
import { z } from 'zod'

const probe = new URL('probe.ts', import.meta.url).href
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const manifest: unknown = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'))

const measuredDelay = z.object({ delay: z.number(), busy: z.number() })
export type Delay = z.infer<typeof measuredDelay>
export type Shop = Awaited<ReturnType<typeof openShop>>

/** Starts the app as a process on this database, in a local Slack workspace. */
export async function openShop(databasePath: string) {
  const slack = await startLocalSlack({ manifest, now: Date.now })
  const began = performance.now()
  const child = spawn(process.execPath, ['--import', probe, main], {
    env: {
      PATH: process.env.PATH ?? '',
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'info',
      DATABASE_URL: `sqlite://${databasePath}`,
      SLACK_BOT_TOKEN: seeded.botToken,
      SLACK_SIGNING_SECRET: seeded.signingSecret,
      SLACK_API_URL: slack.apiUrl,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const ended = once(child, 'close')
  const origin = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk
      const port = /"port":(\d+).*"msg":"listening"/.exec(said)?.[1]
      if (port) resolve(`http://127.0.0.1:${port}`)
    })
    void ended.then(() => reject(new Error(`the app ended: ${said}`)))
  })
  while ((await fetch(`${origin}/readyz`)).status !== 200)
    await new Promise(resolve => setTimeout(resolve, 10))
  const startMs = performance.now() - began
  slack.connectHttp({ url: `${origin}/slack/events` })

  async function metric(name: string): Promise<number> {
    const text = await (await fetch(`${origin}/metrics`)).text()
    const line = text.split('\n').find(each => each.startsWith(`${name} `))
    return Number(line?.slice(name.length + 1))
  }
  /**
   * Since the last call, in ms: the longest delay of the event loop, sampled every 5 ms, and the most
   * processor time of its thread between two turns, which leaves out other processes.
   */
  async function maxDelay(): Promise<Delay> {
    const reply = once(child, 'message')
    child.send('delay')
    const [delay] = await reply
    return measuredDelay.parse(delay)
  }
  return {
    slack,
    startMs,
    metric,
    maxDelay,
    rssMb: async () => (await metric('process_resident_memory_bytes')) / 1e6,
    async close() {
      child.kill('SIGTERM')
      await ended
      await slack.close()
    },
  }
}
