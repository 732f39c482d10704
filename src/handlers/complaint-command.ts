import type { App } from '@slack/bolt'
import { requireChannel, requireInsider } from './access.ts'
import { type Command, parseCommand } from './command-text.ts'
import type { Desk } from './desk.ts'
import { openModal } from './modal-opening.ts'
import { answering, typedRequest } from './request.ts'
import { perform, readVerb } from './verbs.ts'

/** `/complaint <verb> …`: acknowledged once what was asked for is saved, answered to that person only. */
export function listenToComplaint(app: App, desk: Desk) {
  app.command('/complaint', async ({ command: body, ack }) => {
    const typed = (body.text ?? '').toWellFormed()
    const command = parseCommand(typed)
    const request = await typedRequest(desk, body)
    const whole = `/complaint ${typed}`
    const work = async () => {
      // Only members of the workspace that installed the app can type its command.
      await requireInsider(desk, request, body.team_id)
      if (asksForModal(command)) {
        requireChannel(request)
        await openModal(desk, body.trigger_id, 'new', request, body.response_url)
        return undefined
      }
      return perform(desk, request, command, whole)
    }
    const content = await answering(desk, request.lang, work, whole)
    await ack()
    if (content) await desk.reply(body.response_url, content)
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
