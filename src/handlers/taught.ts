import type { Content } from '../messages/content.ts'
import { taughtContent, untaughtReply } from '../messages/taught.ts'
import { anonymous } from '../questions/misses.ts'
import { type Taught, taughtIn } from '../questions/taught.ts'
import { no } from './arguments.ts'
import type { Desk, Request } from './desk.ts'
import { requireAdmin } from './misses.ts'

/** The ways to ask that this workspace was taught, for admins; `words`: only those that hold them. */
export async function taughtFor(desk: Desk, request: Request, words: string): Promise<Content> {
  await requireAdmin(desk, request)
  const all = await taughtIn(desk.asks, request.team)
  const wanted = anonymous(words)
  const shown = all.filter(({ text }) => text.includes(wanted))
  return taughtContent(desk.rules.book, shown, request.lang)
}

/** Takes back a way to ask by its button. */
export const takeBack = (desk: Desk, request: Request, key: string): Promise<Content> =>
  takeBackAll(desk, request, taught => taught.key === key)

/** Takes back a way to ask that was typed; without any, lists what there is. */
export async function takeBackTyped(desk: Desk, request: Request, typed: string): Promise<Content> {
  const text = anonymous(typed)
  if (text === '') return taughtFor(desk, request, '')
  return takeBackAll(desk, request, taught => taught.text === text)
}

async function takeBackAll(desk: Desk, request: Request, isMeant: (taught: Taught) => boolean) {
  await requireAdmin(desk, request)
  const { asks } = desk
  const { team, lang } = request
  const meant = (await taughtIn(asks, team)).filter(isMeant)
  const [first] = meant
  if (!first) throw no({ code: 'not-taught' })
  for (const { entry, text } of meant) await asks.remove(team, entry, text)
  await asks.settled(team)
  return untaughtReply(first.text, lang)
}
