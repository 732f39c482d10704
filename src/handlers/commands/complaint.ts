import type { App } from '@slack/bolt'
import { requireChannel, requireTeamMember } from '../access.ts'
import type { AppContext } from '../context.ts'
import { type Command, parseCommand } from '../parsing/command-text.ts'
import { prefetch } from '../prefetch.ts'
import { answering, typedRequest } from '../request.ts'
import { openModal } from '../views/open-modal.ts'
import { answerCommand } from './answer-command.ts'
import { perform, readVerb } from './verbs.ts'

/** `/complaint <verb> …`: acknowledged with the answer once what was asked for is saved. */
export function listenToComplaint(app: App, ctx: AppContext) {
  app.command('/complaint', async ({ command: body, ack, context }) => {
    const typed = (body.text ?? '').toWellFormed()
    const command = parseCommand(typed)
    const whole = `/complaint ${typed}`
    await answerCommand(ctx, { command: body, ack, context }, async ctx => {
      const { team_id: team, user_id: user, channel_id: channel } = body
      prefetch(ctx, { team, user, channel, isTypedHere: true }, command)
      const request = await typedRequest(ctx, body)
      const work = async () => {
        // Only members of the workspace that installed the app can type its command.
        await requireTeamMember(ctx, request, body.team_id)
        if (asksForModal(command)) {
          requireChannel(request)
          await openModal(ctx, body.trigger_id, 'new', request, body.response_url)
          return undefined
        }
        return perform(ctx, request, command, whole)
      }
      return { content: await answering(ctx, request.lang, work, whole), lang: request.lang }
    })
  })
}
/** `new` alone opens the form. */
function asksForModal(command: Command): boolean {
  return (
    command.verb !== '' &&
    command.words.length === 0 &&
    command.pairs.size === 0 &&
    readVerb(command) === 'new'
  )
}
