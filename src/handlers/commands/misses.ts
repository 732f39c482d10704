import type { App } from '@slack/bolt'
import { forgottenReply, missesContent, taughtReply, teachForm } from '../../messages/answers/misses.ts'
import type { Content } from '../../messages/content.ts'
import { type Miss, missKey } from '../../questions/misses.ts'
import { answersOf } from '../../rules/rule-book.ts'
import type { AppContext, Request } from '../context.ts'
import { readMetadata, writeMetadata } from '../metadata.ts'
import { refuse } from '../parsing/arguments.ts'
import { answerForm } from '../views/answer-form.ts'
import { openView } from '../views/open-modal.ts'

type Who = Pick<Request, 'team' | 'user'>

/** Lists the questions that were not answered well; for admins only. */
export async function missesFor(ctx: AppContext, request: Request): Promise<Content> {
  await requireAdmin(ctx, request)
  return missesContent(await ctx.misses.list(request.team), missKey, request.lang)
}

/** Refuses everyone but workspace admins and owners, and the admin named by the operator. */
export async function requireAdmin({ adminUser, slackOf }: AppContext, { team, user }: Who) {
  if (user === adminUser) return
  const person = await slackOf(team)
    .person(user)
    .catch(() => undefined)
  if (!person) throw refuse({ code: 'cannot-check' })
  if (!person.admin || person.team !== team) throw refuse({ code: 'admins-only' })
}

async function findMiss(ctx: AppContext, { team }: Who, key: string): Promise<Miss> {
  const miss = (await ctx.misses.list(team)).find(each => missKey(each) === key)
  if (!miss) throw refuse({ code: 'miss-gone' })
  return miss
}

/** Opens the form that teaches an entry a missed question. */
export async function openTeaching(
  ctx: AppContext,
  request: Request,
  key: string,
  { trigger, responseUrl }: { trigger: string; responseUrl: string },
): Promise<void> {
  await requireAdmin(ctx, request)
  const miss = await findMiss(ctx, request, key)
  const metadata = writeMetadata({ channel: request.channel, responseUrl, id: key })
  await openView(ctx, request.team, trigger, teachForm(ctx.rules.book, miss, metadata, request.lang))
}

/** Takes a question off the list. */
export async function forget(ctx: AppContext, request: Request, key: string): Promise<Content> {
  await requireAdmin(ctx, request)
  const { text } = await findMiss(ctx, request, key)
  await ctx.misses.drop(request.team, text)
  return forgottenReply(text, request.lang)
}

/** The form of `openTeaching`: the question becomes another phrasing of the entry, and leaves the list. */
export function listenToTeaching(app: App, ctx: AppContext) {
  app.view({ type: 'view_submission', callback_id: 'rule:teach' }, async ({ body, view, ack, context }) => {
    const metadata = readMetadata(view.private_metadata)
    await answerForm(ctx, { body, context, ack, metadata, typed: '', via: [] }, async (ctx, request) => {
      const { team, via, lang } = request
      await requireAdmin(ctx, request)
      const chosen = view.state.values.entry?.value?.selected_option?.value
      const answer = answersOf(ctx.rules.book).find(({ id }) => id === chosen)
      if (!metadata?.id || !answer) throw refuse({ code: 'broken' })
      // For a copy of the delivery the question is no longer on the list.
      const earlier = await ctx.phrasings.doneBy(team, via)
      const text = earlier ?? (await findMiss(ctx, request, metadata.id)).text
      await ctx.phrasings.add(team, answer.id, text, via)
      await ctx.misses.drop(team, text)
      await ctx.phrasings.settled(team)
      return taughtReply(text, answer.title, lang)
    })
  })
}
