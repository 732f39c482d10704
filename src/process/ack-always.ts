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
  /** Called for every acknowledgement that comes after Slack has stopped waiting for it. */
  lateAck?: () => void
}

/** Events that are acknowledged only once their change is stored: Slack repeats them after a crash. */
const ackedAfterRecording = ['channel_id_changed']

/** Slack waits this long for an acknowledgement. */
const timeoutMs = 3 * SECOND

/**
 * Makes a Bolt app acknowledge every delivery exactly once. The acknowledgement of a delivery that cannot be
 * read or that no listener handles says so. A copy of a delivery is not handled again: it waits for the
 * answer to the first one and gets the same. An event that could not be stored is not acknowledged, so that
 * Slack repeats it.
 *
 * `ack` rejects if Slack did not get the answer; the caller must then send it another way.
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

  async function handleFirst(event: ReceiverEvent, name: string | undefined) {
    const arrivedAt = event.customProperties?.arrivedAt
    const since = typeof arrivedAt === 'number' ? arrivedAt : now()
    const acksLater = ackedAfterRecording.includes(event.body?.event?.type)
    const answering = Promise.withResolvers<unknown>()
    answering.promise.catch(() => {})
    if (name) replays.begin(name, answering.promise)
    let acked = false
    const send: Ack = async answer => {
      if (acked) throw new Error('a delivery is acknowledged once')
      acked = true
      if (now() - since > timeoutMs) lateAck()
      const kept = serialized(answer)
      if (isTooLong(event, kept)) {
        answering.resolve(undefined)
        await event.ack()
        throw new Error('the answer is too long for an acknowledgement')
      }
      answering.resolve(kept)
      await event.ack(takesJson(event) ? kept : answer)
    }
    const ack: Ack = async answer => {
      if (!acksLater) await send(answer)
    }
    await processEvent({ ...event, ack }).catch(err => log.error({ err }, 'a delivery could not be read'))
    if (acked) return
    if (acksLater && failed.has(event.body)) {
      if (name) replays.forget(name)
      answering.reject(new Error('the first copy failed'))
    } else await send(brokenAck(event.body)).catch(err => log.warn({ err }, 'an acknowledgement was lost'))
  }

  app.processEvent = async event => {
    const name = nameOf(event.body, event.customProperties?.signature)
    const earlier = name && replays.answerTo(name)
    if (!earlier) return handleFirst(event, name)
    await earlier
      .then(kept => event.ack(takesJson(event) ? kept : parsed(kept)))
      .catch(err => log.warn({ err }, 'a copy of a delivery was not acknowledged'))
  }
}

/** Answers are kept as bytes: a thousand trees of blocks cost the garbage collector 10 µs a request. */
const serialized = (answer: unknown): unknown =>
  typeof answer === 'object' && answer !== null ? Buffer.from(JSON.stringify(answer)) : answer

const parsed = (kept: unknown): unknown => (Buffer.isBuffer(kept) ? JSON.parse(kept.toString()) : kept)

/** True for our HTTP receiver, which sends serialized JSON; Bolt's Socket Mode serializes it itself. */
const takesJson = ({ customProperties }: ReceiverEvent): boolean => customProperties?.takesJson === true

/** Only Socket Mode limits the length of an answer. */
function isTooLong({ customProperties }: ReceiverEvent, kept: unknown): boolean {
  const max = customProperties?.maxAnswerBytes
  return typeof max === 'number' && Buffer.isBuffer(kept) && kept.length > max
}

/** The acknowledgement of a request that no listener has acknowledged. */
function brokenAck(body: Body | null): object | undefined {
  const reason = { code: 'broken' } as const
  const content = refusalContent(reason, 'zh', typedIn(body))
  return refusalAck(body, { content, text: refusalText(reason, 'zh') })
}
