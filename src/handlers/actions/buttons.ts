import type { App, BlockAction } from '@slack/bolt'
import { readId } from '../../complaints/id.ts'
import { parseReminderKey } from '../../complaints/reminder-step.ts'
import { isModalVerb } from '../../messages/forms/modals.ts'
import { requireTeamMember } from '../access.ts'
import { perform } from '../commands/verbs.ts'
import type { AppContext } from '../context.ts'
import { refuse } from '../parsing/arguments.ts'
import type { Command } from '../parsing/command-text.ts'
import { openModal } from '../views/open-modal.ts'
import { answerPress } from './answer-press.ts'

type Action = BlockAction['actions'][number]

/** Handles the buttons of cards, reminders and Homes: takes the step, or opens a form if it needs one. */
export function listenToButtons(app: App, ctx: AppContext) {
  app.action({ type: 'block_actions', action_id: /^case:/ }, async ({ body, action, ack, context }) => {
    const pressed = readPress(action)
    const { verb, value } = pressed
    const id = readId(value)
    await answerPress(ctx, { body, action, ack, context, id }, async (ctx, request) => {
      await requireTeamMember(ctx, request, body.user.team_id)
      // Only a form about the channel does without a complaint.
      if (!id && !(isModalVerb(verb) && value === '')) throw refuse({ code: 'bad-id', typed: value })
      if (!isModalVerb(verb)) return perform(ctx, request, commandOf(pressed, id ?? '', action.block_id), '')
      // A Home has no response_url: the form is answered in the Home.
      const responseUrl = body.view?.type === 'home' ? '' : body.response_url
      await openModal(ctx, body.trigger_id, verb, request, responseUrl, id)
      return undefined
    })
  })
}

type Pressed = { verb: string; value: string; until?: string | undefined }

/**
 * Reads a button's verb from its id and its complaint from its value; a menu's option holds `verb id` or
 * `snooze id until`.
 */
function readPress(action: Action): Pressed {
  if (action.type === 'overflow' || action.type === 'static_select') {
    const [verb = '', value = '', until] = action.selected_option?.value.split(' ') ?? []
    return { verb, value, until }
  }
  return {
    verb: action.action_id.slice('case:'.length),
    value: action.type === 'button' ? (action.value ?? '') : '',
  }
}

/** The command that does the same as a press. The block id of a reaction is the key of its reminder. */
function commandOf({ verb, until }: Pressed, id: string, blockId: string): Command {
  const isReaction = verb === 'ack' || verb === 'snooze'
  const words = [
    id,
    ...(verb === 'answered' ? ['sent'] : []),
    ...(isReaction && parseReminderKey(blockId) ? [blockId] : []),
  ]
  return {
    verb: verb === 'answered' ? 'evidence' : verb,
    words: words.map(text => ({ text, quoted: true })),
    pairs: new Map(until ? [['until', until]] : []),
    duplicates: [],
  }
}
