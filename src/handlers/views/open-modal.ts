import type { ModalView } from '@slack/web-api'
import { settle } from '../../complaints/settle.ts'
import { type ModalVerb, modalFor } from '../../messages/forms/modals.ts'
import { failureOf } from '../../slack/failure.ts'
import { findAccessible, findMovable, isMember, loadAccessible, requireChannel } from '../access.ts'
import type { AppContext, Request } from '../context.ts'
import { writeMetadata } from '../metadata.ts'
import { refuse } from '../parsing/arguments.ts'
import { initialValues } from './form-values.ts'

/** True for forms about a channel, not about one of its complaints. */
export const isAboutChannel = (verb: string): boolean => verb === 'new' || verb === 'settings'

/** Opens a verb's form for a person; for a complaint's form they must be able to see the complaint. */
export async function openModal(
  ctx: AppContext,
  trigger: string,
  verb: ModalVerb,
  request: Request,
  responseUrl: string,
  id?: string,
) {
  if (isAboutChannel(verb)) requireChannel(request)
  const { team, channel, lang } = request
  const now = ctx.now()
  const settings = verb === 'settings' ? await settingsHere(ctx, request) : undefined
  const find = verb === 'move' ? findMovable : findAccessible
  const complaint = id === undefined ? undefined : settle(await loadAccessible(ctx, request, id, find), now)
  const about = { channel, responseUrl, ...(id !== undefined && { id }) }
  const view = modalFor(verb, lang, {
    metadata: writeMetadata(about),
    calendar: ctx.rules.calendar,
    now,
    ...(complaint && { complaint }),
    ...(settings && { settings }),
  })
  // Changes are computed against the values that the form showed, not against later changes by others.
  const isCorrection = verb === 'correct' || verb === 'settings'
  const form = isCorrection
    ? { ...view, private_metadata: writeMetadata({ ...about, shown: initialValues(view) }) }
    : view
  await openView(ctx, team, trigger, form, { verb, ...(id !== undefined && { id }) })
}

/** Opens a form. If Slack does not answer, the person gets the command that does the same, if any. */
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
      // Look-ups can take longer than a trigger lasts.
      if (kind === 'refused' && error !== 'expired_trigger_id') throw failure
      ctx.log.warn({ error }, 'a form could not be opened')
      throw refuse({ code: 'no-form', ...instead })
    })
}

/** The channel's settings, for one of its members. */
async function settingsHere(ctx: AppContext, { team, channel, user }: Request) {
  if (!(await isMember(ctx, team, channel, user))) throw refuse({ code: 'cannot-check' })
  return ctx.channels.settings(team, channel)
}
