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

/** The buttons of cards, reminders and Homes: a form where the step needs one, else the step itself. */
export function listenToButtons(app: App, ctx: AppContext) {
  app.action({ type: 'block_actions', action_id: /^case:/ }, async ({ body, action, ack, context }) => {
    const { verb, value, until } = meaningOf(action)
    const atHome = body.view?.type === 'home'
    await answerPress(ctx, { body, action, ack, context, id: readId(value) }, async (ctx, request) => {
      await requireTeamMember(ctx, request, body.user.team_id)
      const id = readId(value)
      // A form about the channel is about no complaint.
      if (!id && !(isModalVerb(verb) && value === '')) throw refuse({ code: 'bad-id', typed: value })
      if (isModalVerb(verb)) {
        // A Home has no response_url: what comes of the form is shown there.
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

/** Answers to a reminder: its actions block is named after it. */
const isReaction = (verb: string) => verb === 'ack' || verb === 'snooze'

type Meaning = { verb: string; value: string; until?: string | undefined }

/** A button says its verb in its id and its complaint in its value; a menu's option says `verb id`, or `snooze id until`. */
function meaningOf(action: BlockAction['actions'][number]): Meaning {
  if (action.type === 'overflow' || action.type === 'static_select') {
    const [verb = '', value = '', until] = action.selected_option?.value.split(' ') ?? []
    return { verb, value, until }
  }
  return {
    verb: action.action_id.slice('case:'.length),
    value: action.type === 'button' ? (action.value ?? '') : '',
  }
}
