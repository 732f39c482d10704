import type { ModalView } from '@slack/web-api'
import { settle } from '../../complaints/settle.ts'
import { type ModalVerb, modalFor } from '../../messages/forms/modals.ts'
import { failureOf } from '../../slack/failure.ts'
import { isMember, reach, reachToMove, requireChannel } from '../access.ts'
import type { Desk, Request } from '../context.ts'
import { shownIn, writeMetadata } from '../metadata.ts'
import { no } from '../parsing/arguments.ts'

/** Opens a verb's form for a person; for a complaint's form they must be able to see the complaint. */
export async function openModal(
  desk: Desk,
  trigger: string,
  verb: ModalVerb,
  request: Request,
  responseUrl: string,
  id?: string,
) {
  const { team, channel, lang } = request
  const now = desk.now()
  const settings = verb === 'settings' ? await settingsHere(desk, request) : undefined
  const find = verb === 'move' ? reachToMove : reach
  const stored = id === undefined ? undefined : await desk.store.load(await find(desk, request, id))
  if (id !== undefined && !stored) throw no({ code: 'not-found', id })
  const about = { channel, responseUrl, ...(id !== undefined && { id }) }
  const complaint = stored && settle(stored, now)
  const context = {
    channel,
    calendar: desk.rules.calendar,
    now,
    ...(complaint && { complaint }),
    ...(settings && { settings }),
  }
  const view = modalFor(verb, lang, { ...context, metadata: writeMetadata(about) })
  // A correction is what differs from what was shown, not from what others have made of it since.
  const metadata =
    verb === 'correct' || settings ? writeMetadata({ ...about, shown: shownIn(view) }) : view.private_metadata
  const form = { ...view, ...(metadata && { private_metadata: metadata }) }
  await openView(desk, team, trigger, form, { verb, ...(id !== undefined && { id }) })
}

/** Opens a form. Where Slack does not answer, the person is told what to type instead of filling it in, if there is such a command. */
export async function openView(
  desk: Desk,
  team: string,
  trigger: string,
  view: ModalView,
  instead: { verb?: ModalVerb; id?: string } = {},
): Promise<void> {
  await desk
    .slackOf(team)
    .openView(trigger, view)
    .catch(failure => {
      const { kind, error } = failureOf(failure)
      // Looking things up can take longer than a trigger lasts.
      if (kind === 'refused' && error !== 'expired_trigger_id') throw failure
      desk.log.warn({ error }, 'a form could not be opened')
      throw no({ code: 'no-form', ...instead })
    })
}

/** What the channel has set, for one of its members. */
async function settingsHere(desk: Desk, request: Request) {
  requireChannel(request)
  const { team, channel, user } = request
  if (!(await isMember(desk, team, channel, user))) throw no({ code: 'cannot-check' })
  return desk.channels.settings(team, channel)
}
