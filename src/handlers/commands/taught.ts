import { taughtContent, untaughtReply } from '../../messages/answers/taught.ts'
import type { Content } from '../../messages/content.ts'
import { anonymous } from '../../questions/misses.ts'
import { taughtIn, taughtKey } from '../../questions/taught.ts'
import type { AppContext, Request } from '../context.ts'
import { refuse } from '../parsing/arguments.ts'
import { requireAdmin } from './misses.ts'

/** Lists the phrasings that this workspace was taught and that contain `words`; for admins only. */
export async function taughtFor(ctx: AppContext, request: Request, words: string): Promise<Content> {
  await requireAdmin(ctx, request)
  const all = await taughtIn(ctx.phrasings, request.team)
  const wanted = anonymous(words)
  const shown = all.filter(({ text }) => text.includes(wanted))
  return taughtContent(ctx.rules.book, shown, request.lang)
}

/** Takes back a phrasing by its button's key. */
export const takeBack = (ctx: AppContext, request: Request, key: string): Promise<Content> =>
  takeBackAll(ctx, request, (entry, text) => taughtKey(entry, text) === key)

/** Takes back a phrasing that was typed; lists all of them if nothing was. */
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
  // By the time of a copy it may have been taught again.
  const again = (await taughtIn(phrasings, team)).filter(taught => isMeant(taught.entry, taught.text))
  return again.length > 0 ? taughtContent(ctx.rules.book, again, lang) : untaughtReply(text, lang)
}
