/** `npm start`: the app on Slack; without any SLACK_* variable on a developer's machine, a workspace to try it in. */
import { enableCompileCache } from 'node:module'
import { answerTo } from '../src/process/start-arguments.ts'

const answer = answerTo(process.argv.slice(2))
if (answer) {
  process.stdout.write(answer.stdout)
  process.stderr.write(answer.stderr)
  process.exitCode = answer.status
} else await start()

async function start() {
  const isSlackNamed = Object.keys(process.env).some(name => name.startsWith('SLACK_'))
  if (isSlackNamed || process.env.NODE_ENV === 'production') return import('../src/main.ts')
  // Developers start this often: with cached compiled code the page is there in half the time.
  enableCompileCache()
  return import('../try-out/main.ts')
}
