// `npm run bench:page` measures the time from `npm start` to a usable page, and from a posted message to its
// appearance.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { WebClient } from '@slack/web-api'
import { seeded } from 'local-slack/seed.ts'
import { openChromium } from 'local-slack/test/browser/chromium.ts'
import type { Browser, Page } from 'playwright-core'
import { startTryOut } from '../try-out/wiring.ts'

const runs = 7
const posts = 30
/** Messages in a busy channel. */
const existing = 300

const wall = () => performance.timeOrigin + performance.now()

function report(what: string, times: number[]) {
  const sorted = times.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  const round = (ms = Number.NaN) => `${Math.round(ms)} ms`
  console.log(`${what}: median ${round(median)}, least ${round(sorted[0])}, most ${round(sorted.at(-1))}`)
}

/** Time from the command until the page accepts input. */
async function start(browser: Browser): Promise<number> {
  const page = await browser.newPage()
  const began = performance.now()
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('SLACK_')))
  const child = spawn('npm', ['start'], {
    env: { ...env, PORT: '0', NODE_ENV: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  let said = ''
  for await (const text of child.stdout.setEncoding('utf8')) {
    said += text
    if (/http:\/\/localhost:\d+/.test(said)) break
  }
  const serves = performance.now() - began
  await page.goto(/http:\/\/localhost:\d+/.exec(said)?.[0] ?? '')
  await page.locator('body[data-ready]').waitFor()
  const ready = performance.now() - began
  console.log(`  ready after ${Math.round(ready)} ms, of which ${Math.round(serves)} ms until it serves`)
  await page.close()
  const ended = once(child, 'close')
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
  await ended
  return ready
}

/** Runs in the page: records when each message was painted, by its text. */
const watch = `
  window.painted = new Map()
  new MutationObserver(changes => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) {
        const words = /bench \\d+/.exec(node.textContent ?? '')?.[0]
        if (words) requestAnimationFrame(() => requestAnimationFrame(() => {
          if (!painted.has(words)) painted.set(words, performance.timeOrigin + performance.now())
        }))
      }
  }).observe(document.querySelector('#messages'), { childList: true })`

async function appear(page: Page, client: WebClient): Promise<number[]> {
  await page.evaluate(watch)
  const times: number[] = []
  for (let n = 0; n < posts; n++) {
    const posted = wall()
    await client.chat.postMessage({ channel: seeded.shopA, text: `bench ${n}` })
    const paintedAt = await page.evaluate<number>(
      `new Promise(resolve => { const look = () => painted.has('bench ${n}') ? resolve(painted.get('bench ${n}')) : setTimeout(look, 5); look() })`,
    )
    times.push(paintedAt - posted)
  }
  return times
}

const browser = await openChromium()
const starts: number[] = []
for (let run = 0; run < runs; run++) starts.push(await start(browser))
report(`From npm start to the page (${runs} runs)`, starts)

const tryOut = await startTryOut({ port: 0 })
const client = new WebClient(seeded.botToken, { slackApiUrl: tryOut.slack.apiUrl })
const page = await browser.newPage()
await page.goto(tryOut.origin)
await page.locator('body[data-ready]').waitFor()
report(`From a posted message to its appearance on the page (${posts} messages)`, await appear(page, client))

for (let n = 0; n < existing; n++) {
  const text = `第 ${n} 条：举证答复截止 *2026-11-23 10:30* ，请在平台页面提交情况说明和凭证。`
  const section = { type: 'section', text: { type: 'mrkdwn', text } }
  const button = { type: 'button', action_id: 'seen', text: { type: 'plain_text', text: '知道了' } }
  const blocks = [
    section,
    section,
    section,
    { type: 'actions', elements: [button, { ...button, action_id: 'no' }] },
  ]
  await client.chat.postMessage({ channel: seeded.shopA, text, blocks })
}
await page.reload()
await page.locator('body[data-ready]').waitFor()
report(`The same with ${existing} cards in the channel`, await appear(page, client))

await browser.close()
await tryOut.close()
