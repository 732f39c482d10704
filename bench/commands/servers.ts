// Processes of `npm run bench:commands`: `bare` is a Bolt app that acks a constant, `slack` a fake Web API.
import { createServer } from 'node:http'
import { parse } from 'node:querystring'
import { App, HTTPReceiver } from '@slack/bolt'

const [role, secret = '', sizes = '{}'] = process.argv.slice(2)
const printPort = (port: unknown) => process.stdout.write(`${JSON.stringify({ port })}\n`)

/** Bolt's own receiver with listeners that ack as many bytes as the real app's answer to the same command. */
async function bare() {
  const receiver = new HTTPReceiver({ signingSecret: secret })
  const app = new App({ receiver, authorize: async () => ({ botToken: 'xoxb-bare' }) })
  for (const [name, bytes] of Object.entries<number>(JSON.parse(sizes))) {
    const empty = { response_type: 'ephemeral' as const, text: '' }
    const text = 'x'.repeat(Math.max(0, bytes - JSON.stringify(empty).length))
    app.command(`/${name}`, async ({ ack }) => ack({ ...empty, text }))
  }
  const server = createServer(receiver.requestListener).listen(0, '127.0.0.1', () => {
    const address = server.address()
    printPort(typeof address === 'object' && address?.port)
  })
}

/** Answers every call at once with success: every user is in the workspace and the app in every channel. */
function slack() {
  let messages = 0
  const answers: Record<string, (form: Record<string, unknown>) => object> = {
    'auth.test': () => ({ team_id: 'T1', user_id: 'UBOT' }),
    'users.info': ({ user }) => ({ user: { id: user, name: user, team_id: 'T1', locale: 'zh-CN' } }),
    'conversations.info': () => ({ channel: { is_member: true } }),
    'chat.postMessage': () => ({ ts: `1.${String(++messages).padStart(6, '0')}` }),
  }
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', chunk => (text += chunk))
    request.on('end', () => {
      const method = request.url?.split('/').at(-1) ?? ''
      const body = JSON.stringify({ ok: true, ...answers[method]?.(parse(text)) })
      response.writeHead(200, { 'content-type': 'application/json' }).end(body)
    })
  }).listen(0, '127.0.0.1', () => {
    const address = server.address()
    printPort(typeof address === 'object' && address?.port)
  })
}

if (role === 'bare') await bare()
else slack()
process.once('SIGTERM', () => process.exit(0))
