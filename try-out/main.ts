import { collectErrors } from '../src/collect-errors.ts'
import { readLocalConfig, readPaths } from '../src/config.ts'
import { hint, misspelt } from '../src/misspelt.ts'
import { loadRules } from '../src/search/load-rules.ts'
import { openBrowser } from './open-browser.ts'
import { startTryOut } from './wiring.ts'

const stopMs = 9_000
const { env } = process

const help = (origin: string) => `
申诉管家在本机的 Slack 工作区里运行，无需账号：${origin}
数据只在本次运行中保留。接入真正的 Slack：按 README.md 创建应用，再设置
SLACK_BOT_TOKEN 和 SLACK_APP_TOKEN，重新运行 npm start。

Shensu runs in a Slack workspace on this machine, no account needed: ${origin}
Nothing is kept after it stops. To connect a real Slack: create the app as README.md shows, set
SLACK_BOT_TOKEN and SLACK_APP_TOKEN, and run npm start again.

${remarks().join('\n')}
`

/** A remark on each variable that is set and has no effect here. */
function remarks(): string[] {
  const unused = ['DATABASE_URL', 'HOST', 'ADMIN_USER', 'HEARTBEAT_URL'].filter(name => env[name]?.trim())
  return [
    ...unused.map(name => `${name} 在本机工作区里不起作用。/ ${name} is set but not used here.`),
    ...misspelt(env).map(hint),
  ]
}

function start() {
  const [{ port, logLevel }, rules] = collectErrors(
    () => readLocalConfig(env),
    () => loadRules(readPaths(env)),
  )
  return startTryOut({ port, logLevel, rules, sample: true })
}

async function run() {
  const started = Promise.resolve().then(start)
  const stop = () => {
    setTimeout(() => process.exit(0), stopMs)
    void started.then(tryOut => tryOut.close()).finally(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  const { origin } = await started
  process.stdout.write(help(origin))
  openBrowser(origin, { env, terminal: process.stdout.isTTY === true })
}

await run().catch(error => {
  const said = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${[said, ...misspelt(env).map(hint)].join('\n')}\n`)
  process.exit(1)
})
