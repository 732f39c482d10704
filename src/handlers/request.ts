import { hash } from 'node:crypto'
import type { BlockAction, Context, SlackViewAction, SlashCommand } from '@slack/bolt'
import { Refused } from '../complaints/refused.ts'
import type { Content, Lang } from '../messages/content.ts'
import type { AnyReason } from '../messages/reason.ts'
import { refusalContent } from '../messages/replies/refusals.ts'
import type { AppContext, Request } from './context.ts'

/** The id of a delivery, derived from the parts that all its copies share. */
export const deliveryOf = (...parts: (string | undefined)[]): string =>
  hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 16)

/** A person's own language if it is Chinese or English, else the channel's, else Chinese; never rejects. */
export async function langFor(ctx: AppContext, team: string, user: string, channel: string): Promise<Lang> {
  const person = await ctx
    .budgetedSlackOf(team)
    .person(user)
    .catch(() => undefined)
  const own = /^(zh|en)/i.exec(person?.locale ?? '')?.[1]?.toLowerCase()
  if (own === 'zh' || own === 'en') return own
  try {
    return (await ctx.channels.settings(team, channel)).lang
  } catch (err) {
    ctx.log.error({ err, channel }, 'the language of a channel could not be read')
    return 'zh'
  }
}

export async function typedRequest(ctx: AppContext, body: SlashCommand): Promise<Request> {
  const { team_id: team, user_id: user, channel_id: channel, trigger_id } = body
  return {
    team,
    user,
    channel,
    channelName: body.channel_name ?? '',
    isTypedHere: true,
    via: deliveryOf(trigger_id, user, channel, (body.text ?? '').toWellFormed()),
    lang: await langFor(ctx, team, user, channel),
  }
}

type Action = BlockAction['actions'][number]

export async function pressedRequest(ctx: AppContext, body: BlockAction, action: Action): Promise<Request> {
  const team = body.team?.id ?? body.user.team_id ?? ''
  const user = body.user.id
  const channel = body.channel?.id ?? ''
  return {
    team,
    user,
    channel,
    channelName: body.channel?.name ?? '',
    isTypedHere: false,
    via: deliveryOf(body.trigger_id, user, 'action_ts' in action ? action.action_ts : ''),
    lang: await langFor(ctx, team, user, channel),
  }
}

/**
 * The request of a submitted form. Slack does not sign the channel where the form was opened, `openedIn`, so
 * it is used for the language alone. The workspace comes from `context`: `body.team` is the person's own,
 * which in a shared channel need not be the one that has the app.
 */
export async function sentRequest(
  ctx: AppContext,
  { body, context }: { body: SlackViewAction; context: Context },
  openedIn: string,
  ...via: string[]
): Promise<Request> {
  const team = context.teamId ?? ''
  const user = body.user.id
  return {
    team,
    user,
    channel: '',
    channelName: '',
    isTypedHere: false,
    via: deliveryOf(body.view.id, ...via),
    lang: await langFor(ctx, team, user, openedIn),
  }
}

/** The thread of the message whose button was pressed, if it is in one. */
export const threadOf = ({ container, message }: BlockAction): string | undefined =>
  [container.thread_ts, message?.thread_ts].find(ts => typeof ts === 'string')

/** The reason to give a person for a failed request. Errors that are not refusals are logged. */
export function reasonOf(ctx: AppContext, error: unknown): AnyReason {
  if (error instanceof Refused) return error.reason
  ctx.log.error({ err: error }, 'a request failed')
  return { code: 'broken' }
}

/**
 * Runs `work` and returns its answer (`undefined` if it opened a form), or the refusal; never throws. A
 * refusal repeats `typed`, the command as Slack sent it, so that the person can correct it.
 */
export async function answering<C extends Content | undefined>(
  ctx: AppContext,
  lang: Lang,
  work: () => Promise<C>,
  typed = '',
): Promise<C | Content> {
  try {
    return await work()
  } catch (error) {
    return refusalContent(reasonOf(ctx, error), lang, typed)
  }
}
