/** `npm start`: the app on Slack; on a developer's machine where no SLACK_* variable is set, a workspace to try it in. */
import { enableCompileCache } from 'node:module'

const slackIsNamed = Object.keys(process.env).some(name => name.startsWith('SLACK_'))

const onSlack = slackIsNamed || process.env.NODE_ENV === 'production'

// Whoever tries the app out starts it often: what Node has compiled once it keeps, and the page is there in half the time.
if (!onSlack) enableCompileCache()

await (onSlack ? import('../src/main.ts') : import('../try-out/main.ts'))
