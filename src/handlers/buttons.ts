import type { App, BlockAction } from '@slack/bolt'
import { isModalVerb } from '../messages/modals.ts'
import { requireInsider } from './access.ts'
import type { Desk, Request } from './desk.ts'
import { showHome } from './home.ts'
import { openModal } from './modal-opening.ts'
import { answering, deliveryOf, langFor } from './request.ts'
import { perform } from './verbs.ts'

/** The buttons of cards, reminders and Homes: a form where the step needs one, else the step itself. */
export function listenToButtons(app: App, desk: Desk) {
  app.action({ type: 'block_actions', action_id: /^case:/ }, async ({ body, action, ack }) => {
    const team = body.team?.id ?? body.user.team_id ?? ''
    const channel = body.channel?.id ?? ''
    const lang = await langFor(desk, team, body.user.id, channel)
    const via = deliveryOf(body.trigger_id, body.user.id, 'action_ts' in action ? action.action_ts : '')
    const request: Request = {
      team,
      user: body.user.id,
      channel,
      channelName: body.channel?.name ?? '',
      typedHere: false,
      via,
      lang,
    }
    const { verb, id } = meaningOf(action)
    const atHome = body.view?.type === 'home'
    const content = await answering(desk, lang, async () => {
      await requireInsider(desk, request, body.user.team_id)
      if (isModalVerb(verb)) {
        // A Home has no response_url: what comes of the form is shown there.
        await openModal(desk, body.trigger_id, verb, request, atHome ? '' : body.response_url, id)
        return undefined
      }
      const words = [id, ...(verb === 'answered' ? ['sent'] : [])].map(text => ({ text, quoted: true }))
      const command = {
        verb: verb === 'answered' ? 'evidence' : verb,
        words,
        pairs: new Map(),
        duplicates: [],
      }
      return perform(desk, request, command, '')
    })
    await ack()
    if (content && atHome) await showHome(desk, request, content)
    else if (content) await desk.reply(body.response_url, content, threadOf(body))
  })
}

/** A button says its verb in its id; a menu's option says `verb id`. */
function meaningOf(action: BlockAction['actions'][number]): { verb: string; id: string } {
  if (action.type === 'overflow' || action.type === 'static_select') {
    const [verb = '', id = ''] = action.selected_option?.value.split(' ') ?? []
    return { verb, id }
  }
  return {
    verb: action.action_id.slice('case:'.length),
    id: action.type === 'button' ? (action.value ?? '') : '',
  }
}

const threadOf = ({ message }: BlockAction): string | undefined =>
  typeof message?.thread_ts === 'string' ? message.thread_ts : undefined
