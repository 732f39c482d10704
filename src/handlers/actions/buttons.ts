import type { App, BlockAction } from '@slack/bolt'
import { readId } from '../../complaints/id.ts'
import { parseReminderKey } from '../../complaints/reminder-step.ts'
import { isModalVerb } from '../../messages/forms/modals.ts'
import { requireTeamMember } from '../access.ts'
import { perform } from '../commands/verbs.ts'
import type { AppContext } from '../context.ts'
import { refuse } from '../parsing/arguments.ts'
import { openModal } from '../views/open-modal.ts'
import { answerPress } from './answer-press.ts'

/** The buttons of cards, reminders and Homes: opens a form where the step needs one, else takes the step. */
export function listenToButtons(app: App, ctx: AppContext) {
  app.action({ type: 'block_actions', action_id: /^case:/ }, async ({ body, action, ack, context }) => {
    const { verb, value, until } = readPress(action)
    const atHome = body.view?.type === 'home'
    await answerPress(ctx, { body, action, ack, context, id: readId(value) }, async (ctx, request) => {
      await requireTeamMember(ctx, request, body.user.team_id)
      const id = readId(value)
      // Only a form about the channel does without a complaint.
      if (!id && !(isModalVerb(verb) && value === '')) throw refuse({ code: 'bad-id', typed: value })
      if (isModalVerb(verb)) {
        // A Home has no response_url: the form is answered in the Home.
        await openModal(ctx, body.trigger_id, verb, request, atHome ? '' : body.response_url, id)
        return undefined
      }
      const handedIn = verb === 'answered' ? ['sent'] : []
      const reminder = parseReminderKey(action.block_id) ? [action.block_id] : []
      const command = {
        verb: verb === 'answered' ? 'evidence' : verb,
        words: [id ?? '', ...handedIn, ...(isReaction(verb) ? reminder : [])].map(text => ({
          text,
          quoted: true,
        })),
        pairs: new Map(until ? [['until', until]] : []),
        duplicates: [],
      }
      return perform(ctx, request, command, '')
    })
  })
}

/** True for reactions; their actions block has the key of the reminder as its id. */
const isReaction = (verb: string) => verb === 'ack' || verb === 'snooze'

type Pressed = { verb: string; value: string; until?: string | undefined }

/**
 * Reads a button's verb from its id and its complaint from its value; a menu's option holds `verb id` or
 * `snooze id until`.
 */
function readPress(action: BlockAction['actions'][number]): Pressed {
  if (action.type === 'overflow' || action.type === 'static_select') {
    const [verb = '', value = '', until] = action.selected_option?.value.split(' ') ?? []
    return { verb, value, until }
  }
  return {
    verb: action.action_id.slice('case:'.length),
    value: action.type === 'button' ? (action.value ?? '') : '',
  }
}
