import type { ModalView } from '@slack/web-api'
import { settle } from '../complaints/settle.ts'
import { type ModalVerb, modalFor } from '../messages/modals.ts'
import { failureOf } from '../slack/failure.ts'
import { isMember, reach, reachToMove, requireChannel } from './access.ts'
import { no } from './arguments.ts'
import type { Desk, Request } from './desk.ts'
import { shownIn, writeMetadata } from './metadata.ts'

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
  await openView(desk, team, trigger, { ...view, ...(metadata && { private_metadata: metadata }) })
}

/** Opens a form, unless looking things up took longer than its trigger lasts: then the person is asked to press again. */
export async function openView(desk: Desk, team: string, trigger: string, view: ModalView): Promise<void> {
  await desk
    .slackOf(team)
    .openView(trigger, view)
    .catch(error => {
      if (failureOf(error).error === 'expired_trigger_id') throw no({ code: 'cannot-check' })
      throw error
    })
}

/** What the channel has set, for one of its members. */
async function settingsHere(desk: Desk, request: Request) {
  requireChannel(request)
  const { team, channel, user } = request
  if (!(await isMember(desk, team, channel, user))) throw no({ code: 'cannot-check' })
  return desk.channels.settings(team, channel)
}
