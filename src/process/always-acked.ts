import type { App, ReceiverEvent } from '@slack/bolt'
import { refusalAck, typedIn } from '../handlers/refuse-delivery.ts'
import type { Log } from '../log.ts'
import { refusalContent, refusalText } from '../messages/replies/refusals.ts'
import { type Instant, SECOND } from '../time/beijing.ts'
import { createReplays, nameOf } from './replays.ts'

type Body = ReceiverEvent['body']
type Ack = ReceiverEvent['ack']

type Parts = {
  now: () => Instant
  log: Log
  /** Told of every acknowledgement that comes after Slack has given up on it. */
  lateAck?: () => void
}

/** Bolt acknowledges an event as it comes. These wait until what they change is on record: a crash in between would lose it. */
const recordedFirst = ['channel_id_changed']

/** Slack waits this long. */
const patience = 3 * SECOND

/**
 * Makes a Bolt app acknowledge every delivery once, whatever its listeners do: what it cannot read and what no listener wants
 * too, and whoever asked for that is told. A copy of a delivery runs nothing; it gets the answer of the first one, and waits
 * for it if need be. An event that could not be recorded is left to Slack to send again.
 *
 * `ack` rejects when Slack did not get the answer: it has to be said another way then.
 */
export function ackAlways(app: App, { now, log, lateAck = () => {} }: Parts): void {
  const processEvent = app.processEvent.bind(app)
  const replays = createReplays(now)
  const failed = new WeakSet<Body>()
  app.use(async ({ body, next }) => {
    await next().catch(error => {
      failed.add(body)
      throw error
    })
  })

  async function first(event: ReceiverEvent, name: string | undefined) {
    const arrivedAt = event.customProperties?.arrivedAt
    const since = typeof arrivedAt === 'number' ? arrivedAt : now()
    const waits = recordedFirst.includes(event.body?.event?.type)
    const answered = Promise.withResolvers<unknown>()
    answered.promise.catch(() => {})
    if (name) replays.begin(name, answered.promise)
    let acked = false
    const send: Ack = async answer => {
      if (acked) throw new Error('a delivery is acknowledged once')
      acked = true
      if (now() - since > patience) lateAck()
      const kept = written(answer)
      if (isTooLong(event, kept)) {
        answered.resolve(undefined)
        await event.ack()
        throw new Error('the answer is too long for an acknowledgement')
      }
      answered.resolve(kept)
      await event.ack(takesJson(event) ? kept : answer)
    }
    const ack: Ack = async answer => {
      if (!waits) await send(answer)
    }
    await processEvent({ ...event, ack }).catch(err => log.error({ err }, 'a delivery could not be read'))
    if (acked) return
    if (waits && failed.has(event.body)) {
      if (name) replays.forget(name)
      answered.reject(new Error('the first copy failed'))
    } else await send(brokenAck(event.body)).catch(err => log.warn({ err }, 'an acknowledgement was lost'))
  }

  app.processEvent = async event => {
    const name = nameOf(event.body, event.customProperties?.signature)
    const earlier = name && replays.answerTo(name)
    if (!earlier) return first(event, name)
    await earlier
      .then(kept => event.ack(takesJson(event) ? kept : read(kept)))
      .catch(err => log.warn({ err }, 'a copy of a delivery was not acknowledged'))
  }
}

/** An answer as it is kept for copies: its JSON as bytes. A thousand trees of blocks cost the garbage collector 10 µs a request. */
const written = (answer: unknown): unknown =>
  typeof answer === 'object' && answer !== null ? Buffer.from(JSON.stringify(answer)) : answer

const read = (kept: unknown): unknown => (Buffer.isBuffer(kept) ? JSON.parse(kept.toString()) : kept)

/** Our HTTP receiver sends JSON that is already written; Bolt's Socket Mode writes it itself. */
const takesJson = ({ customProperties }: ReceiverEvent): boolean => customProperties?.takesJson === true

/** Socket Mode names the longest answer that it takes; HTTP takes any. */
function isTooLong({ customProperties }: ReceiverEvent, kept: unknown): boolean {
  const max = customProperties?.maxAnswerMs
  return typeof max === 'number' && Buffer.isBuffer(kept) && kept.length > max
}

/** The acknowledgement of a request that no listener has acknowledged. */
function brokenAck(body: Body | null): object | undefined {
  const reason = { code: 'broken' } as const
  const content = refusalContent(reason, 'zh', typedIn(body))
  return refusalAck(body, { content, text: refusalText(reason, 'zh') })
}
