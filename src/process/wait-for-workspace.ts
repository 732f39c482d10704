import type { App, ReceiverEvent } from '@slack/bolt'
import { refusalAck, typedIn } from '../handlers/refuse-delivery.ts'
import type { Content } from '../messages/content.ts'
import { refusalContent, refusalText } from '../messages/replies/refusals.ts'
import type { Account } from './account.ts'

type Body = ReceiverEvent['body']
type Parts = { account: Pick<Account, 'own'>; reply: (url: string, content: Content) => Promise<void> }

/**
 * Refuses deliveries until the app knows its workspace. People are asked to try again. Events are not
 * acknowledged, so that Slack repeats them.
 */
export function waitForWorkspace(app: App, { account, reply }: Parts): void {
  const processEvent = app.processEvent.bind(app)
  app.processEvent = async event => {
    if (await account.own()) return processEvent(event)
    const { body } = event
    if (body?.type === 'event_callback') return
    const isAcked = await event.ack(refusal(body)).then(
      () => true,
      () => false,
    )
    const isCommand = typeof body?.command === 'string'
    if (typeof body?.response_url === 'string' && !(isCommand && isAcked))
      await reply(body.response_url, bothLanguages(typedIn(body)))
  }
}

/** The acknowledgement of a refused delivery; a form stays open with the reason. */
function refusal(body: Body | null): object | undefined {
  const reason = { code: 'not-ready', typed: '' } as const
  const text = `${refusalText(reason, 'zh')} ${refusalText(reason, 'en')}`
  return refusalAck(body, { content: bothLanguages(typedIn(body)), text })
}

/** The person's language is not known yet. */
function bothLanguages(typed: string): Content {
  const zh = refusalContent({ code: 'not-ready', typed: '' }, 'zh')
  const en = refusalContent({ code: 'not-ready', typed }, 'en')
  return { text: `${zh.text}\n${en.text}`, blocks: [...zh.blocks, ...en.blocks] }
}
