import type { App } from '@slack/bolt'
import { requireTeamMember } from '../access.ts'
import { plainText } from '../commands/harassment.ts'
import { answer } from '../commands/rule-answers.ts'
import type { AppContext, Request } from '../context.ts'
import { answering, deliveryOf, langFor } from '../request.ts'

/** What a message event says, as far as it matters here. */
type Said = {
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
type Asked = { user: string; text: string }

const MENTION = /<@[UW][A-Z0-9]+(?:\|[^>]*)?>/g
/** A message with one of these is as good as a plain one. */
const asPlain = ['file_share', 'thread_broadcast']

/**
 * Mentions in channels, answered to that person alone, in the thread if it is one; and direct messages. Bots, edits and
 * copies of an event are not answered.
 */
export function listenToQuestions(app: App, ctx: AppContext) {
  app.event('app_mention', async ({ event, body }) => {
    const asked = askedIn(event)
    if (asked) await ctx.once(body.event_id, () => answerMention(event, body, asked))
  })

  app.event('message', async ({ event, body }) => {
    if (event.channel_type !== 'im') return
    const asked = askedIn(event)
    if (asked) await ctx.once(body.event_id, () => answerDirectly(event, body, asked))
  })

  async function answerMention(event: Said, body: Delivered, { user, text }: Asked) {
    const request = await requestOf(body.team_id, event, user, body.event_id)
    const content = await answering(ctx, request.lang, async () => {
      await requireTeamMember(ctx, request, event.user_team ?? event.team)
      return answer(ctx, request, text, { thread: event.thread_ts })
    })
    await ctx
      .slackOf(request.team)
      .postEphemeral({ ...content, channel: event.channel, user, thread: event.thread_ts })
      .catch(err => ctx.log.warn({ err, channel: event.channel }, 'a mention could not be answered'))
  }

  async function answerDirectly(event: Said, body: Delivered, { user, text }: Asked) {
    const request = await requestOf(body.team_id, event, user, body.event_id)
    const content = await answering(ctx, request.lang, async () => {
      await requireTeamMember(ctx, request, event.user_team ?? event.team)
      return answer(ctx, request, text)
    })
    const key = `answer:${request.via}`
    await ctx.slackOf(request.team).post({ ...content, channel: event.channel, thread: event.thread_ts, key })
  }

  async function requestOf(team: string, { channel }: Said, user: string, eventId: string): Promise<Request> {
    const lang = await langFor(ctx, team, user, channel)
    return { team, user, channel, channelName: '', isTypedHere: true, via: deliveryOf(eventId), lang }
  }
}

/** A person's question without the mention; undefined for bots, edits and whatever is no message of a person. */
function askedIn({ user, text, bot_id, subtype, edited }: Said): Asked | undefined {
  if (!user || bot_id !== undefined || edited !== undefined) return undefined
  if (subtype !== undefined && !asPlain.includes(subtype)) return undefined
  return { user, text: plainText((text ?? '').replace(MENTION, ' ')).replace(/\s+/g, ' ') }
}
