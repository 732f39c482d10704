import type { App, BlockAction } from '@slack/bolt'
import { readRungKey } from '../complaints/rung.ts'
import { isModalVerb } from '../messages/modals.ts'
import { requireInsider } from './access.ts'
import type { Desk, Request } from './desk.ts'
import { openModal } from './modal-opening.ts'
import { answering, deliveryOf, langFor } from './request.ts'
import { perform } from './verbs.ts'

/** The buttons of cards and reminders: a form where the step needs one, else the step itself. */
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
    const { verb, id, until } = meaningOf(action)
    const content = await answering(desk, lang, async () => {
      await requireInsider(desk, request, body.user.team_id)
      if (isModalVerb(verb)) {
        await openModal(desk, body.trigger_id, verb, request, body.response_url, id || undefined)
        return undefined
      }
      const handedIn = verb === 'answered' ? ['sent'] : []
      const rung = readRungKey(action.block_id) ? [action.block_id] : []
      const command = {
        verb: verb === 'answered' ? 'evidence' : verb,
        words: [id, ...handedIn, ...(isReaction(verb) ? rung : [])].map(text => ({ text, quoted: true })),
        pairs: new Map(until ? [['until', until]] : []),
        duplicates: [],
      }
      return perform(desk, request, command, '')
    })
    await ack()
    if (content) await desk.reply(body.response_url, content, threadOf(body))
  })
}

/** Answers to a reminder: its actions block is named after it. */
const isReaction = (verb: string) => verb === 'ack' || verb === 'snooze'

type Meaning = { verb: string; id: string; until?: string | undefined }

/** A button says its verb in its id; a menu's option says `verb id`, or `snooze id until`. */
function meaningOf(action: BlockAction['actions'][number]): Meaning {
  if (action.type === 'overflow' || action.type === 'static_select') {
    const [verb = '', id = '', until] = action.selected_option?.value.split(' ') ?? []
    return { verb, id, until }
  }
  return {
    verb: action.action_id.slice('case:'.length),
    id: action.type === 'button' ? (action.value ?? '') : '',
  }
}

const threadOf = ({ message }: BlockAction): string | undefined =>
  typeof message?.thread_ts === 'string' ? message.thread_ts : undefined
