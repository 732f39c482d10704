import type { ModalView } from '@slack/web-api'
import { settle } from '../../complaints/settle.ts'
import { type ModalVerb, modalFor } from '../../messages/forms/modals.ts'
import { failureOf } from '../../slack/failure.ts'
import { findAccessible, findMovable, isMember, requireChannel } from '../access.ts'
import type { AppContext, Request } from '../context.ts'
import { shownIn, writeMetadata } from '../metadata.ts'
import { refuse } from '../parsing/arguments.ts'

/** Opens a verb's form for a person; for a complaint's form they must be able to see the complaint. */
export async function openModal(
  ctx: AppContext,
  trigger: string,
  verb: ModalVerb,
  request: Request,
  responseUrl: string,
  id?: string,
) {
  const { team, channel, lang } = request
  const now = ctx.now()
  const settings = verb === 'settings' ? await settingsHere(ctx, request) : undefined
  const find = verb === 'move' ? findMovable : findAccessible
  const stored = id === undefined ? undefined : await ctx.store.load(await find(ctx, request, id))
  if (id !== undefined && !stored) throw refuse({ code: 'not-found', id })
  const about = { channel, responseUrl, ...(id !== undefined && { id }) }
  const complaint = stored && settle(stored, now)
  const context = {
    channel,
    calendar: ctx.rules.calendar,
    now,
    ...(complaint && { complaint }),
    ...(settings && { settings }),
  }
  const view = modalFor(verb, lang, { ...context, metadata: writeMetadata(about) })
  // A correction is what differs from what was shown, not from what others have made of it since.
  const metadata =
    verb === 'correct' || settings ? writeMetadata({ ...about, shown: shownIn(view) }) : view.private_metadata
  const form = { ...view, ...(metadata && { private_metadata: metadata }) }
  await openView(ctx, team, trigger, form, { verb, ...(id !== undefined && { id }) })
}

/** Opens a form. Where Slack does not answer, the person is told what to type instead of filling it in, if there is such a command. */
export async function openView(
  ctx: AppContext,
  team: string,
  trigger: string,
  view: ModalView,
  instead: { verb?: ModalVerb; id?: string } = {},
): Promise<void> {
  await ctx
    .slackOf(team)
    .openView(trigger, view)
    .catch(failure => {
      const { kind, error } = failureOf(failure)
      // Looking things up can take longer than a trigger lasts.
      if (kind === 'refused' && error !== 'expired_trigger_id') throw failure
      ctx.log.warn({ error }, 'a form could not be opened')
      throw refuse({ code: 'no-form', ...instead })
    })
}

/** What the channel has set, for one of its members. */
async function settingsHere(ctx: AppContext, request: Request) {
  requireChannel(request)
  const { team, channel, user } = request
  if (!(await isMember(ctx, team, channel, user))) throw refuse({ code: 'cannot-check' })
  return ctx.channels.settings(team, channel)
}
