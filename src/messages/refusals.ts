import { paragraph, quote } from './blocks.ts'
import type { Content, Lang } from './content.ts'
import type { AnyReason } from './reason.ts'
import { refusalSentence } from './request-refusals.ts'
import { mrkdwnOf, plainOf, quoted } from './rich.ts'

/** Why something was not done and what to type instead, as plain text for a form's field. */
export const refusalText = (reason: AnyReason, lang: Lang): string => plainOf(refusalSentence(reason, lang))

/** The same as a message to that person; what they typed is given back where it would be lost. */
export function refusalContent(reason: AnyReason, lang: Lang): Content {
  const sentence = refusalSentence(reason, lang)
  const typed =
    ['not-invited', 'too-often', 'not-ready'].includes(reason.code) && 'typed' in reason ? reason.typed : ''
  return {
    text: mrkdwnOf(sentence),
    blocks: [paragraph([sentence]), ...(typed ? [quote([quoted(typed, 9000)])] : [])],
  }
}
