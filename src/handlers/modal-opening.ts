import { settle } from '../complaints/settle.ts'
import { type ModalVerb, modalFor } from '../messages/modals.ts'
import { reach } from './access.ts'
import { no } from './arguments.ts'
import type { Desk, Request } from './desk.ts'
import { writeMetadata } from './metadata.ts'

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
  const stored = id === undefined ? undefined : await desk.store.load(await reach(desk, request, id))
  if (id !== undefined && !stored) throw no({ code: 'not-found', id })
  const metadata = writeMetadata({ channel, responseUrl, ...(id !== undefined && { id }) })
  const complaint = stored && settle(stored, now)
  const context = { channel, metadata, calendar: desk.rules.calendar, now, ...(complaint && { complaint }) }
  await desk.slackOf(team).openView(trigger, modalFor(verb, lang, context))
}
