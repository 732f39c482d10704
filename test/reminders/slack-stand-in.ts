import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { Instant } from '../../src/time/beijing.ts'

const metadata = z.object({ event_type: z.string(), event_payload: z.object({ key: z.string() }) })
export type Standing = {
  ts: string
  channel: string
  thread: string | undefined
  key: string
  metadata: object
  text: string
}
/** The fate of a call: done and answered, done but the answer is lost, or lost before anything is done. */
type Fate = 'answered' | 'answer lost' | 'lost'

/**
 * An HTTP server with the Web API methods that the reminders use. `fate` decides the fate of each call; the
 * connection of a lost call or answer is cut.
 */
export function createStandIn(now: () => Instant, fate: (method: string) => Fate) {
  const messages: Standing[] = []
  const scheduled = new Map<string, { channel: string; text: string; postAt: number }>()
  let scheduledIds = 0
  const counts = new Map<string, number>()

  function answer(method: string, form: URLSearchParams): object {
    const channel = form.get('channel') ?? ''
    const here = messages.filter(message => message.channel === channel)
    const thread = form.get('thread_ts') ?? undefined
    if (method === 'chat.postMessage') {
      if (thread && !here.some(({ ts }) => ts === thread)) return { ok: false, error: 'thread_not_found' }
      // Direct messages carry no idempotency key, so they are never looked up and need not be kept.
      if (!form.has('metadata')) return { ok: true, channel, ts: '1.0' }
      const carried = metadata.parse(JSON.parse(form.get('metadata') ?? ''))
      const ts = `${(now() / 1000).toFixed(3)}${String(messages.length % 1000).padStart(3, '0')}`
      messages.push({
        ts,
        channel,
        thread,
        key: carried.event_payload.key,
        metadata: carried,
        text: `${form.get('text')}${form.get('blocks')}`,
      })
      return { ok: true, channel, ts }
    }
    if (method === 'chat.update') {
      const found = here.some(({ ts }) => ts === form.get('ts'))
      return found ? { ok: true, channel, ts: form.get('ts') } : { ok: false, error: 'message_not_found' }
    }
    const text = form.get('text') ?? ''
    const postAt = Number(form.get('post_at'))
    if (method === 'chat.scheduleMessage') {
      const id = `Q${++scheduledIds}`
      scheduled.set(id, { channel, text, postAt })
      return { ok: true, channel, scheduled_message_id: id, post_at: postAt }
    }
    if (method === 'chat.deleteScheduledMessage')
      return scheduled.delete(form.get('scheduled_message_id') ?? '')
        ? { ok: true }
        : { ok: false, error: 'invalid_scheduled_message_id' }
    if (method === 'chat.scheduledMessages.list') {
      const found = [...scheduled].filter(
        ([, each]) => each.channel === channel && each.postAt === Number(form.get('oldest')),
      )
      return {
        ok: true,
        scheduled_messages: found.map(([id, each]) => ({ id, text: each.text, post_at: each.postAt })),
      }
    }
    if (method !== 'conversations.replies' && method !== 'conversations.history')
      return { ok: false, error: 'unknown_method' }
    const parent = method === 'conversations.replies' ? form.get('ts') : undefined
    const listed = here.filter(
      ({ ts, thread }) =>
        Number(ts) >= Number(form.get('oldest')) && (parent ? thread === parent || ts === parent : !thread),
    )
    const from = Number(form.get('cursor') ?? 0)
    // Pages are small, so that look-ups have to read several.
    const page = listed.slice(from, from + 3)
    const next_cursor = from + 3 < listed.length ? String(from + 3) : ''
    return {
      ok: true,
      messages: page.map(({ ts, metadata }) => ({ ts, metadata })),
      response_metadata: { next_cursor },
    }
  }

  const server = createServer(async (request: IncomingMessage, response) => {
    const method = request.url?.replace('/api/', '') ?? ''
    const form = new URLSearchParams(await text(request).catch(() => ''))
    if (method === 'users.info') return void response.end(JSON.stringify({ ok: true, user: { name: 'lin' } }))
    if (!form.has('channel')) return void response.socket?.destroy()
    const end = fate(method)
    counts.set(`${method} ${end}`, (counts.get(`${method} ${end}`) ?? 0) + 1)
    const said = end === 'lost' ? undefined : answer(method, form)
    if (end !== 'answered') return void response.socket?.destroy()
    response.setHeader('content-type', 'application/json').end(JSON.stringify(said))
  })
  const listening = new Promise<string>((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address && typeof address === 'object') resolve(`http://127.0.0.1:${address.port}/api/`)
      else reject(new Error('no port'))
    })
  })
  const open = () => new Promise<number>(resolve => server.getConnections((_, count) => resolve(count)))
  /** Resolves once every connection is closed, so that all calls of a killed process have been handled. */
  async function drained() {
    while ((await open()) > 0) await pause(5)
  }
  return { messages, scheduled, counts, listening, drained, close: () => void server.close() }
}
