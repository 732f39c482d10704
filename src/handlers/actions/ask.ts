import type { App } from '@slack/bolt'
import { settle } from '../../complaints/settle.ts'
import { askForm } from '../../messages/forms/ask-form.ts'
import { reach, requireInsider } from '../access.ts'
import { askAboutComplaint } from '../ask-ahead.ts'
import { answer } from '../commands/rule-answers.ts'
import type { Desk } from '../context.ts'
import { readMetadata, writeMetadata } from '../metadata.ts'
import { no } from '../parsing/arguments.ts'
import { answerForm } from '../views/answer-form.ts'
import { openView } from '../views/modal-opening.ts'
import { answerPress } from './answer-press.ts'

/** The *Ask* button of a card: a form for one question, answered for that complaint. */
export function listenToAsk(app: App, desk: Desk) {
  app.action({ type: 'block_actions', action_id: 'ask' }, async ({ body, action, ack, context }) => {
    const id = action.type === 'button' ? (action.value ?? '') : ''
    await answerPress(desk, { body, action, ack, context, id }, async (desk, request) => {
      const { team, channel, lang } = request
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
    const place = { team: context.teamId ?? '', user: body.user.id, channel: '' }
    const ahead = (desk: Desk) => askAboutComplaint(desk, place, metadata?.id)
    await answerForm(
      desk,
      { body, context, ack, metadata, typed: question, via: [], ahead },
      async (desk, request) => {
        if (!metadata) throw no({ code: 'broken' })
        await requireInsider(desk, request, body.user.team_id)
        return answer(desk, request, question, { id: metadata.id })
      },
    )
  })
}
