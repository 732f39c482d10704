import type { App } from '@slack/bolt'
import { verbs } from '../../messages/verbs.ts'
import { isMember, requireTeamMember } from '../access.ts'
import { perform } from '../commands/verbs.ts'
import type { AppContext, Request } from '../context.ts'
import { readMetadata } from '../metadata.ts'
import { refuse } from '../parsing/arguments.ts'
import { type Command, lineOf, type Word } from '../parsing/command-text.ts'
import { prefetch } from '../prefetch.ts'
import { answerForm } from './answer-form.ts'
import { changedValues, type Values, valuesOf } from './form-values.ts'
import { isAboutChannel } from './open-modal.ts'

/** Forms are commands filled in: their values become the same command as when it is typed. */
export function listenToModals(app: App, ctx: AppContext) {
  app.view({ type: 'view_submission', callback_id: /^modal:/ }, async ({ body, view, ack, context }) => {
    const verb = view.callback_id.slice('modal:'.length)
    const metadata = readMetadata(view.private_metadata)
    const values = changedValues(valuesOf(view.state.values), metadata?.shown ?? {})
    const command = commandOf(verb, metadata?.id, values)
    // Forms about a complaint pass no channel, so that an unknown id causes the same look-ups as a complaint
    // that the person may not see.
    const channel = isAboutChannel(verb) ? (metadata?.channel ?? '') : ''
    const place = { team: context.teamId ?? '', user: body.user.id, channel }
    const via = [verb, JSON.stringify([...values])]
    const sent = { body, context, ack, metadata, typed: lineOf(command), via }
    await answerForm(
      ctx,
      { ...sent, prefetch: ctx => prefetch(ctx, place, command) },
      async (ctx, request) => {
        if (!metadata || !(verb in verbs)) throw refuse({ code: 'broken' })
        await requireTeamMember(ctx, request, body.user.team_id)
        return perform(ctx, await requestIn(ctx, request, metadata.channel, verb), command, '')
      },
    )
  })
}

/** A request about a channel belongs to the channel where its form was opened, if the person is in it. */
async function requestIn(ctx: AppContext, request: Request, channel: string, verb: string): Promise<Request> {
  if (!isAboutChannel(verb)) return request
  if (await isMember(ctx, request.team, channel, request.user)) return { ...request, channel }
  // The same words whether or not the channel exists.
  throw refuse({ code: 'not-invited', typed: '' })
}

/** The fields that become words of the command, in this order; all others become `key=value`. */
const wordFields = ['kind', 'mark', 'outcome', 'user', 'text', 'why']

function commandOf(verb: string, id: string | undefined, values: Values): Command {
  const quoted = (text: string): Word => ({ text, quoted: true })
  const words = wordFields.flatMap(field => values.get(field) ?? [])
  const pairs = new Map([...values].filter(([field]) => !wordFields.includes(field)))
  return { verb, words: [...(id === undefined ? [] : [id]), ...words].map(quoted), pairs, duplicates: [] }
}
