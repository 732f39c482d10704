import { createHash } from 'node:crypto'
import { Refused } from '../complaints/refused.ts'
import type { Content, Lang } from '../messages/content.ts'
import type { AnyReason } from '../messages/reason.ts'
import { refusalContent } from '../messages/refusals.ts'
import type { Desk } from './desk.ts'

/** Names a delivery by what makes it this one; every copy of it has the same name. */
export const deliveryOf = (...parts: (string | undefined)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16)

/** A person's own language if it is one of ours, else the channel's. */
export async function langFor(desk: Desk, team: string, user: string, channel: string): Promise<Lang> {
  const person = await desk
    .slackOf(team)
    .person(user)
    .catch(() => undefined)
  const own = /^(zh|en)/i.exec(person?.locale ?? '')?.[1]?.toLowerCase()
  if (own === 'zh' || own === 'en') return own
  return (await desk.channels.settings(team, channel)).lang
}

/** Why something was not done, for the person who asked; an error of ours is logged and said to be one. */
export function reasonOf(desk: Desk, error: unknown): AnyReason {
  if (error instanceof Refused) return error.reason
  desk.log.error({ err: error }, 'a request failed')
  return { code: 'broken' }
}

/** The answer to a request (`undefined` where a form answers), or why it is refused; never throws. */
export async function answering<C extends Content | undefined>(
  desk: Desk,
  lang: Lang,
  work: () => Promise<C>,
): Promise<C | Content> {
  try {
    return await work()
  } catch (error) {
    return refusalContent(reasonOf(desk, error), lang)
  }
}
