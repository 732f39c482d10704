import type { App, BlockAction } from '@slack/bolt'
import { caseInRow, keptIn } from '../../messages/answers/answer-buttons.ts'
import { asAnswer } from '../../messages/answers/answers.ts'
import { contactCheckContent, stepsContent } from '../../messages/answers/how-to.ts'
import { unhelpfulReply } from '../../messages/answers/misses.ts'
import type { Content } from '../../messages/content.ts'
import { unescapeMrkdwn } from '../../messages/parts/user-text.ts'
import { isQuiet } from '../../schedule/quiet-hours.ts'
import { maxQuestionLength } from '../../search/load-rules.ts'
import { requireChannel, requireTeamMember } from '../access.ts'
import { answerPress } from '../actions/answer-press.ts'
import type { AppContext, Request } from '../context.ts'
import { refuse } from '../parsing/arguments.ts'
import { answering, deliveryOf, threadOf, typedRequest } from '../request.ts'
import { openModal } from '../views/open-modal.ts'
import { answerCommand } from './answer-command.ts'
import { forget, openTeaching } from './misses.ts'
import { answer, answerWith } from './rule-answers.ts'
import { takeBack } from './taught.ts'

/** `/harassment <question>` and the buttons under its answers. Answers are for the person who asked. */
export function listenToHarassment(app: App, ctx: AppContext) {
  app.command('/harassment', async ({ command: body, ack, context }) => {
    await answerCommand(ctx, { command: body, ack, context }, async ctx => {
      const request = await typedRequest(ctx, body)
      const work = async () => {
        await requireTeamMember(ctx, request, request.team)
        return answer(ctx, request, plainText(body.text ?? ''))
      }
      const typed = `/harassment ${body.text ?? ''}`
      return { content: await answering(ctx, request.lang, work, typed), lang: request.lang }
    })
  })

  app.action({ type: 'block_actions', action_id: /^rule:/ }, async ({ body, action, ack, context }) => {
    await answerPress(ctx, { body, action, ack, context }, (ctx, request) =>
      pressed(ctx, request, body, action),
    )
  })
}

/** What was typed, as it was meant: Slack's escaping undone, no half characters. */
export const plainText = (text: string): string =>
  unescapeMrkdwn(text).slice(0, maxQuestionLength).toWellFormed().trim()

/** Does what a button or a menu under an answer says; `undefined` where a form opens. */
async function pressed(
  ctx: AppContext,
  request: Request,
  body: BlockAction,
  action: BlockAction['actions'][number],
): Promise<Content | undefined> {
  await requireTeamMember(ctx, request, body.user.team_id)
  const { lang, team } = request
  const { book } = ctx.rules
  const value = chosenIn(action)
  const spot = { thread: threadOf(body), id: caseInRow(action.block_id) }
  const [, name = ''] = action.action_id.split(':')
  const { entry, question } = keptIn(value)
  const answered = book.entries.find(({ id }) => id === entry)
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
      requireChannel(request)
      await openModal(ctx, opening.trigger, 'new', request, opening.responseUrl)
      return undefined
    case 'rule:do:contact-check': {
      const { quiet } = await ctx.channels.settings(team, request.channel)
      const now = ctx.now()
      const check = contactCheckContent({ now, quiet, isQuiet: isQuiet(quiet, now) }, lang)
      return answered ? asAnswer(book, answered, check, { question, lang }) : check
    }
    case 'rule:do:steps': {
      const path = book.entries.find(({ steps }) => steps[lang].length > 0)
      if (!path) throw refuse({ code: 'broken' })
      return asAnswer(book, answered ?? path, stepsContent(path, lang), { question, lang })
    }
    default:
      return answerWith(ctx, request, value, spot)
  }
}

function chosenIn(action: BlockAction['actions'][number]): string {
  if (action.type === 'static_select') return action.selected_option?.value ?? ''
  return action.type === 'button' ? (action.value ?? '') : ''
}
