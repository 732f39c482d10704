import type { App } from '@slack/bolt'
import type { AppContext } from '../context.ts'
import { type Command, parseCommand } from '../parsing/command-text.ts'
import { prefetch } from '../prefetch.ts'
import { typedIn } from '../refuse-delivery.ts'
import { openModal } from '../views/open-modal.ts'
import { answerCommand } from './answer-command.ts'
import { perform, readVerb } from './verbs.ts'

/** `/complaint <verb> …`: acknowledged with the answer once its outcome is saved. */
export function listenToComplaint(app: App, ctx: AppContext) {
  app.command('/complaint', async ({ command: body, ack, context }) => {
    const command = parseCommand((body.text ?? '').toWellFormed())
    const { team_id: team, user_id: user, channel_id: channel } = body
    await answerCommand(
      ctx,
      { command: body, ack, context },
      async (ctx, request) => {
        if (!asksForModal(command)) return perform(ctx, request, command, typedIn(body))
        await openModal(ctx, body.trigger_id, 'new', request, body.response_url)
        return undefined
      },
      ctx => prefetch(ctx, { team, user, channel, isTypedHere: true }, command),
    )
  })
}

/** `new` without arguments opens the form. */
const asksForModal = (command: Command): boolean =>
  command.verb !== '' && command.words.length === 0 && command.pairs.size === 0 && readVerb(command) === 'new'
