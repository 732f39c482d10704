import type { App, ReceiverEvent } from '@slack/bolt'
import type { Log } from '../log.ts'
import { refusalContent, refusalText } from '../messages/refusals.ts'

type Body = ReceiverEvent['body']

/** Bolt acknowledges an event as it comes. These wait until what they change is on record: a crash in between would lose it. */
const recordedFirst = ['channel_id_changed']

/**
 * Makes a Bolt app acknowledge whatever its receiver hands it: what it cannot read and what no listener wants too. Whoever
 * asked for that is told so rather than left waiting. An event that could not be recorded is left to Slack to send again.
 */
export function ackAlways(app: App, log: Log): void {
  const processEvent = app.processEvent.bind(app)
  const failed = new WeakSet<Body>()
  app.use(async ({ body, next }) => {
    await next().catch(error => {
      failed.add(body)
      throw error
    })
  })
  app.processEvent = async event => {
    const waits = recordedFirst.includes(event.body?.event?.type)
    let acked = false
    const ack: ReceiverEvent['ack'] = async answer => {
      if (waits) return
      acked = true
      await event.ack(answer)
    }
    await processEvent({ ...event, ack }).catch(err => log.error({ err }, 'a delivery could not be read'))
    if (!acked && !(waits && failed.has(event.body))) await event.ack(lastWord(event.body))
  }
}

/** What is said where no listener has said anything. A form stays open, for nothing of it was taken. */
function lastWord(body: Body | null): object | undefined {
  if (typeof body?.command === 'string')
    return refusalContent({ code: 'broken' }, 'zh', `${body.command} ${body.text ?? ''}`)
  if (body?.type !== 'view_submission') return undefined
  const [field = 'value'] = Object.keys(body.view?.state?.values ?? {})
  return { response_action: 'errors', errors: { [field]: refusalText({ code: 'broken' }, 'zh') } }
}
