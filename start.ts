/** `npm start`: the app on Slack; on a developer's machine where no SLACK_* variable is set, a workspace to try it in. */
const slackIsNamed = Object.keys(process.env).some(name => name.startsWith('SLACK_'))

await (slackIsNamed || process.env.NODE_ENV === 'production'
  ? import('./src/main.ts')
  : import('./try-out.ts'))
