import type { App } from '@slack/bolt'
import { settle } from '../../complaints/settle.ts'
import { askForm } from '../../messages/forms/ask-form.ts'
import { loadAccessible, requireTeamMember } from '../access.ts'
import { answer } from '../commands/rule-answers.ts'
import type { AppContext } from '../context.ts'
import { readMetadata, writeMetadata } from '../metadata.ts'
import { refuse } from '../parsing/arguments.ts'
import { prefetchForComplaint } from '../prefetch.ts'
import { answerForm } from '../views/answer-form.ts'
import { openView } from '../views/open-modal.ts'
import { answerPress } from './answer-press.ts'

/** The *Ask* button of a card: opens a form for a question, and answers it for that complaint. */
export function listenToAsk(app: App, ctx: AppContext) {
  app.action({ type: 'block_actions', action_id: 'ask' }, async ({ body, action, ack, context }) => {
    const id = action.type === 'button' ? (action.value ?? '') : ''
    await answerPress(ctx, { body, action, ack, context, id }, async (ctx, request) => {
      const { team, channel, lang } = request
      await requireTeamMember(ctx, request, body.user.team_id)
      const complaint = await loadAccessible(ctx, request, id)
      const metadata = writeMetadata({ channel, responseUrl: body.response_url ?? '', id })
      const form = askForm(settle(complaint, ctx.now()), metadata, lang)
      await openView(ctx, team, body.trigger_id, form)
      return undefined
    })
  })

  app.view({ type: 'view_submission', callback_id: 'rule:ask' }, async ({ body, view, ack, context }) => {
    const metadata = readMetadata(view.private_metadata)
    const question = (view.state.values.question?.value?.value ?? '').toWellFormed().trim()
    const place = { team: context.teamId ?? '', user: body.user.id, channel: '' }
    const prefetch = (ctx: AppContext) => prefetchForComplaint(ctx, place, metadata?.id)
    await answerForm(
      ctx,
      { body, context, ack, metadata, typed: question, via: [], prefetch },
      async (ctx, request) => {
        if (!metadata) throw refuse({ code: 'broken' })
        await requireTeamMember(ctx, request, body.user.team_id)
        return answer(ctx, request, question, { id: metadata.id })
      },
    )
  })
}
