import { taughtContent, untaughtReply } from '../../messages/answers/taught.ts'
import type { Content } from '../../messages/content.ts'
import { anonymous } from '../../questions/misses.ts'
import { taughtIn, taughtKey } from '../../questions/taught.ts'
import type { AppContext, Request } from '../context.ts'
import { refuse } from '../parsing/arguments.ts'
import { requireAdmin } from './misses.ts'

/** The ways to ask that this workspace was taught, for admins; `words`: only those that hold them. */
export async function taughtFor(ctx: AppContext, request: Request, words: string): Promise<Content> {
  await requireAdmin(ctx, request)
  const all = await taughtIn(ctx.phrasings, request.team)
  const wanted = anonymous(words)
  const shown = all.filter(({ text }) => text.includes(wanted))
  return taughtContent(ctx.rules.book, shown, request.lang)
}

/** Takes back a way to ask by its button. */
export const takeBack = (ctx: AppContext, request: Request, key: string): Promise<Content> =>
  takeBackAll(ctx, request, (entry, text) => taughtKey(entry, text) === key)

/** Takes back a way to ask that was typed; without any, lists what there is. */
export async function takeBackTyped(ctx: AppContext, request: Request, typed: string): Promise<Content> {
  const wanted = anonymous(typed)
  if (wanted === '') return taughtFor(ctx, request, '')
  return takeBackAll(ctx, request, (_, text) => text === wanted)
}

async function takeBackAll(
  ctx: AppContext,
  request: Request,
  isMeant: (entry: string, text: string) => boolean,
): Promise<Content> {
  await requireAdmin(ctx, request)
  const { phrasings } = ctx
  const { team, via, lang } = request
  const text = await phrasings.takeBack(team, isMeant, via)
  if (text === undefined) throw refuse({ code: 'not-taught' })
  await phrasings.settled(team)
  // A copy may come when it has been taught again.
  const again = (await taughtIn(phrasings, team)).filter(taught => isMeant(taught.entry, taught.text))
  return again.length > 0 ? taughtContent(ctx.rules.book, again, lang) : untaughtReply(text, lang)
}
