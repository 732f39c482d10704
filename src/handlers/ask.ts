import type { App } from '@slack/bolt'
import { settle } from '../complaints/settle.ts'
import { askForm } from '../messages/ask-form.ts'
import { reach, requireInsider } from './access.ts'
import { answerForm } from './answer-form.ts'
import { answerPress } from './answer-press.ts'
import { no } from './arguments.ts'
import type { Desk } from './desk.ts'
import { readMetadata, writeMetadata } from './metadata.ts'
import { openView } from './modal-opening.ts'
import { answer } from './rule-answers.ts'

/** The *Ask* button of a card: a form for one question, answered for that complaint. */
export function listenToAsk(app: App, desk: Desk) {
  app.action({ type: 'block_actions', action_id: 'ask' }, async ({ body, action, ack, context }) => {
    await answerPress(desk, { body, action, ack, context }, async (desk, request) => {
      const { team, channel, lang } = request
      const id = action.type === 'button' ? (action.value ?? '') : ''
      await requireInsider(desk, request, body.user.team_id)
      const complaint = await desk.store.load(await reach(desk, request, id))
      if (!complaint) throw no({ code: 'not-found', id })
      const metadata = writeMetadata({ channel, responseUrl: body.response_url ?? '', id })
      const form = askForm(settle(complaint, desk.now()), metadata, lang)
      await openView(desk, team, body.trigger_id, form)
      return undefined
    })
  })

  app.view({ type: 'view_submission', callback_id: 'rule:ask' }, async ({ body, view, ack, context }) => {
    const metadata = readMetadata(view.private_metadata)
    const question = (view.state.values.question?.value?.value ?? '').toWellFormed().trim()
    await answerForm(
      desk,
      { body, context, ack, metadata, typed: question, via: [] },
      async (desk, request) => {
        if (!metadata) throw no({ code: 'broken' })
        await requireInsider(desk, request, body.user.team_id)
        return answer(desk, request, question, { id: metadata.id })
      },
    )
  })
}
