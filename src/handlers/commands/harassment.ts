import type { App, BlockAction } from '@slack/bolt'
import { complaintIdOf, readEntryAndQuestion } from '../../messages/answers/answer-buttons.ts'
import { asAnswer } from '../../messages/answers/answers.ts'
import { contactCheckContent, stepsContent } from '../../messages/answers/how-to.ts'
import { unhelpfulReply } from '../../messages/answers/misses.ts'
import type { Content } from '../../messages/content.ts'
import { isQuiet } from '../../schedule/quiet-hours.ts'
import { requireTeamMember } from '../access.ts'
import { answerPress } from '../actions/answer-press.ts'
import type { AppContext, Request } from '../context.ts'
import { refuse } from '../parsing/arguments.ts'
import { questionText } from '../parsing/question-text.ts'
import { deliveryOf, threadOf } from '../request.ts'
import { openModal } from '../views/open-modal.ts'
import { answerCommand } from './answer-command.ts'
import { forget, openTeaching } from './misses.ts'
import { answer, answerWith } from './rule-answers.ts'
import { takeBack } from './taught.ts'

/** `/harassment <question>` and the buttons under its answers, which only the person who asked sees. */
export function listenToHarassment(app: App, ctx: AppContext) {
  app.command('/harassment', async ({ command, ack, context }) => {
    await answerCommand(ctx, { command, ack, context }, (ctx, request) =>
      answer(ctx, request, questionText(command.text ?? '')),
    )
  })

  app.action({ type: 'block_actions', action_id: /^rule:/ }, async ({ body, action, ack, context }) => {
    await answerPress(ctx, { body, action, ack, context }, (ctx, request) =>
      answerRulePress(ctx, request, body, action),
    )
  })
}

/** Answers a button or a menu under an answer; `undefined` if it opened a form. */
async function answerRulePress(
  ctx: AppContext,
  request: Request,
  body: BlockAction,
  action: BlockAction['actions'][number],
): Promise<Content | undefined> {
  await requireTeamMember(ctx, request, body.user.team_id)
  const { lang, team } = request
  const value = chosenValue(action)
  const [, name = ''] = action.action_id.split(':')
  const { entry, question } = readEntryAndQuestion(value)
  const opening = { trigger: body.trigger_id, responseUrl: body.response_url ?? '' }
  switch (action.action_id.startsWith('rule:do:') ? action.action_id : name) {
    case 'unhelpful': {
      const text = value.slice('question '.length)
      await ctx.once(deliveryOf(body.container.message_ts, action.block_id, value, request.user), () =>
        ctx.misses.count(team, { text, lang, how: 'unhelpful', at: ctx.now() }),
      )
      return unhelpfulReply(lang)
    }
    case 'case': {
      const [, id = ''] = value.split(' ')
      return answerWith(ctx, request, entry, { id }, question)
    }
    case 'teach':
      await openTeaching(ctx, request, value.slice('miss '.length), opening)
      return undefined
    case 'forget':
      return forget(ctx, request, value.slice('miss '.length))
    case 'untaught':
      return takeBack(ctx, request, value.slice('taught '.length))
    case 'rule:do:record':
      await openModal(ctx, opening.trigger, 'new', request, opening.responseUrl)
      return undefined
    case 'rule:do:contact-check':
      return contactCheck(ctx, request, entry, question)
    case 'rule:do:steps':
      return steps(ctx, request, entry, question)
    default:
      return answerWith(ctx, request, value, { thread: threadOf(body), id: complaintIdOf(action.block_id) })
  }
}

async function contactCheck(
  ctx: AppContext,
  { team, channel, lang }: Request,
  entry: string,
  question: string,
): Promise<Content> {
  const { book } = ctx.rules
  const { quiet } = await ctx.channels.settings(team, channel)
  const now = ctx.now()
  const check = contactCheckContent({ now, quiet, isQuiet: isQuiet(quiet, now) }, lang)
  const answered = book.entries.find(({ id }) => id === entry)
  return answered ? asAnswer(book, answered, check, { question, lang }) : check
}

function steps(ctx: AppContext, { lang }: Request, entry: string, question: string): Content {
  const { book } = ctx.rules
  const path = book.entries.find(({ steps }) => steps[lang].length > 0)
  if (!path) throw refuse({ code: 'broken' })
  const answered = book.entries.find(({ id }) => id === entry) ?? path
  return asAnswer(book, answered, stepsContent(path, lang), { question, lang })
}

function chosenValue(action: BlockAction['actions'][number]): string {
  if (action.type === 'static_select') return action.selected_option?.value ?? ''
  return action.type === 'button' ? (action.value ?? '') : ''
}
