import type { App, ReceiverEvent } from '@slack/bolt'
import type { Log } from '../log.ts'
import { refusalContent, refusalText } from '../messages/refusals.ts'

type Body = ReceiverEvent['body']

/**
 * Makes a Bolt app acknowledge whatever its receiver hands it: what it cannot read and what no listener wants too. Whoever
 * asked for that is told so rather than left waiting.
 */
export function ackAlways(app: App, log: Log): void {
  const processEvent = app.processEvent.bind(app)
  app.processEvent = async event => {
    let acked = false
    const ack: ReceiverEvent['ack'] = answer => {
      acked = true
      return event.ack(answer)
    }
    await processEvent({ ...event, ack }).catch(err => log.error({ err }, 'a delivery could not be read'))
    if (!acked) await event.ack(lastWord(event.body))
  }
}

/** What is said where no listener has said anything. A form stays open, for nothing of it was taken. */
function lastWord(body: Body | null): object | undefined {
  if (typeof body?.command === 'string') return refusalContent({ code: 'broken' }, 'zh')
  if (body?.type !== 'view_submission') return undefined
  const [field = 'value'] = Object.keys(body.view?.state?.values ?? {})
  return { response_action: 'errors', errors: { [field]: refusalText({ code: 'broken' }, 'zh') } }
}
