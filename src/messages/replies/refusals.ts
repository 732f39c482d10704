import type { KnownBlock } from '@slack/web-api'
import type { Content, Lang } from '../content.ts'
import { contentOf, paragraph, preformatted } from '../parts/blocks.ts'
import { plainOf, type Rich, rich } from '../parts/rich.ts'
import { unescapeMrkdwn, verbatim } from '../parts/user-text.ts'
import type { AnyReason } from '../reason.ts'
import { accessRefusals } from './access-refusals.ts'
import { commandRefusals } from './command-refusals.ts'
import { failureRefusals } from './failure-refusals.ts'
import { peopleRefusals } from './people-refusals.ts'
import type { ReasonCode, ReasonOf, RefusalTable } from './refusal-table.ts'
import { reminderRefusals } from './reminder-refusals.ts'
import { stepRefusals } from './step-refusals.ts'
import { timeRefusals } from './time-refusals.ts'
import { valueRefusals } from './value-refusals.ts'

const sentences: RefusalTable = {
  ...commandRefusals,
  ...valueRefusals,
  ...peopleRefusals,
  ...accessRefusals,
  ...failureRefusals,
  ...timeRefusals,
  ...stepRefusals,
  ...reminderRefusals,
}

const sentenceOf = <Code extends ReasonCode>(code: Code, reason: ReasonOf<Code>, lang: Lang): Rich =>
  sentences[code](reason)[lang]

/** A refusal as plain text, for a field of a form. */
export const refusalText = (reason: AnyReason, lang: Lang): string =>
  plainOf(sentenceOf(reason.code, reason, lang))

/** Refusals that come before a verb is handled; their reasons carry the command. */
const givesBack = ['not-invited', 'too-often', 'database-lost', 'not-ready']

/** A refusal as a message. It repeats `typed`, the command as Slack sent it, to be corrected. */
export function refusalContent(reason: AnyReason, lang: Lang, typed = ''): Content {
  const carried = 'typed' in reason && givesBack.includes(reason.code) ? reason.typed : ''
  return contentOf([sentenceOf(reason.code, reason, lang)], ...typedBlocks(typed || carried, lang))
}

/** In UTF-16 units, of the command that is given back; Slack takes 13,200 characters a message. */
const maxTypedLength = 9000

/** A typed command to copy, correct and send again. */
export function typedBlocks(typed: string, lang: Lang): KnownBlock[] {
  const command = verbatim(unescapeMrkdwn(typed), maxTypedLength)
  if (!command) return []
  const label = {
    zh: rich`您刚才输入的，改好可以再发：`,
    en: rich`What you typed, to change and send again:`,
  }[lang]
  return [paragraph([label]), preformatted(command)]
}
