import type { App } from '@slack/bolt'
import { settle } from '../complaints/settle.ts'
import { askForm } from '../messages/ask-form.ts'
import { reach, requireInsider } from './access.ts'
import { no } from './arguments.ts'
import type { Desk } from './desk.ts'
import { readMetadata, writeMetadata } from './metadata.ts'
import { answering, pressedRequest, sentRequest } from './request.ts'
import { answer } from './rule-answers.ts'
import { tell } from './tell.ts'

/** The *Ask* button of a card: a form for one question, answered for that complaint. */
export function listenToAsk(app: App, desk: Desk) {
  app.action({ type: 'block_actions', action_id: 'ask' }, async ({ body, action, ack }) => {
    await ack()
    const request = await pressedRequest(desk, body, action)
    const { team, channel, lang } = request
    const id = action.type === 'button' ? (action.value ?? '') : ''
    const refusal = await answering(desk, lang, async () => {
      await requireInsider(desk, request, body.user.team_id)
      const complaint = await desk.store.load(await reach(desk, request, id))
      if (!complaint) throw no({ code: 'not-found', id })
      const metadata = writeMetadata({ channel, responseUrl: body.response_url ?? '', id })
      const form = askForm(settle(complaint, desk.now()), metadata, lang)
      await desk.slackOf(team).openView(body.trigger_id, form)
      return undefined
    })
    if (refusal) await tell(desk, request, { content: refusal, responseUrl: body.response_url })
  })

  app.view({ type: 'view_submission', callback_id: 'rule:ask' }, async ({ body, view, ack, context }) => {
    await ack()
    const metadata = readMetadata(view.private_metadata)
    if (!metadata) return
    const { channel, responseUrl, id } = metadata
    const request = await sentRequest(desk, { body, context }, channel)
    const question = (view.state.values.question?.value?.value ?? '').toWellFormed().trim()
    const content = await answering(desk, request.lang, async () => {
      await requireInsider(desk, request, body.user.team_id)
      return answer(desk, request, question, { id })
    })
    await tell(desk, request, { content, responseUrl, channel })
  })
}
