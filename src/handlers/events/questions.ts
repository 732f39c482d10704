import type { App } from '@slack/bolt'
import { requireTeamMember } from '../access.ts'
import { answer } from '../commands/rule-answers.ts'
import type { AppContext, Request } from '../context.ts'
import { questionText } from '../parsing/question-text.ts'
import { answering, deliveryOf, langFor } from '../request.ts'

/** The fields of a message event that matter here. */
type MessageEvent = {
  channel: string
  user?: string | undefined
  text?: string | undefined
  thread_ts?: string | undefined
  team?: string | undefined
  user_team?: string | undefined
  bot_id?: string | undefined
  subtype?: string | undefined
  edited?: unknown
}

type Delivered = { team_id: string; event_id: string }
type Question = { user: string; text: string }

const MENTION = /<@[UW][A-Z0-9]+(?:\|[^>]*)?>/g
/** Subtypes of messages that can be questions. */
const plainSubtypes = ['file_share', 'thread_broadcast']

/**
 * Answers mentions in channels, ephemerally and in the thread if there is one, and direct messages. Bots,
 * edits and copies of an event are not answered.
 */
export function listenToQuestions(app: App, ctx: AppContext) {
  app.event('app_mention', async ({ event, body }) => {
    const question = questionIn(event)
    if (question) await ctx.once(body.event_id, () => answerMention(event, body, question))
  })

  app.event('message', async ({ event, body }) => {
    if (event.channel_type !== 'im') return
    const question = questionIn(event)
    if (question) await ctx.once(body.event_id, () => answerDirectly(event, body, question))
  })

  async function answerMention(event: MessageEvent, body: Delivered, question: Question) {
    const { channel, thread_ts: thread } = event
    const { request, content } = await answerTo(event, body, question, thread)
    await ctx
      .slackOf(request.team)
      .postEphemeral({ ...content, channel, user: request.user, thread })
      .catch(err => ctx.log.warn({ err, channel }, 'a mention could not be answered'))
  }

  async function answerDirectly(event: MessageEvent, body: Delivered, question: Question) {
    const { request, content } = await answerTo(event, body, question)
    const key = `answer:${request.via}`
    await ctx.slackOf(request.team).post({ ...content, channel: event.channel, thread: event.thread_ts, key })
  }

  async function answerTo(
    { channel, user_team, team: sentFrom }: MessageEvent,
    { team_id: team, event_id }: Delivered,
    { user, text }: Question,
    thread?: string,
  ) {
    const lang = await langFor(ctx, team, user, channel)
    const via = deliveryOf(event_id)
    const request: Request = { team, user, channel, channelName: '', isTypedHere: true, via, lang }
    const content = await answering(ctx, lang, async () => {
      await requireTeamMember(ctx, request, user_team ?? sentFrom)
      return answer(ctx, request, text, { thread })
    })
    return { request, content }
  }
}

/** A person's question without the mention; undefined for bots, edits and other kinds of message. */
function questionIn({ user, text, bot_id, subtype, edited }: MessageEvent): Question | undefined {
  if (!user || bot_id !== undefined || edited !== undefined) return undefined
  if (subtype !== undefined && !plainSubtypes.includes(subtype)) return undefined
  return { user, text: questionText((text ?? '').replace(MENTION, ' ')).replace(/\s+/g, ' ') }
}
