import { startTryOut } from './local-slack-with-app.ts'
import { openBrowser } from './try-out/open-browser.ts'

const help = (origin: string) => `
申诉管家在本机的 Slack 工作区里运行，无需账号：${origin}
数据只在本次运行中保留。接入真正的 Slack：按 README.md 创建应用，再设置
SLACK_BOT_TOKEN 和 SLACK_APP_TOKEN，重新运行 npm start。

Shensu runs in a Slack workspace on this machine, no account needed: ${origin}
Nothing is kept after it stops. To connect a real Slack: create the app as README.md shows, set
SLACK_BOT_TOKEN and SLACK_APP_TOKEN, and run npm start again.

`

try {
  const tryOut = await startTryOut({
    port: portOf(process.env.PORT || '3000'),
    env: process.env,
    sample: true,
  })
  const stop = () => void tryOut.close().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.stdout.write(help(tryOut.origin))
  openBrowser(tryOut.origin, { env: process.env, terminal: process.stdout.isTTY === true })
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
}

function portOf(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error('PORT: must be a port number')
  return port
}
