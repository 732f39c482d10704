import type { KnownBlock } from '@slack/web-api'
import type { Content, Lang } from '../content.ts'
import { literal, paragraph } from '../parts/blocks.ts'
import { mrkdwnOf, plainOf, type Rich, rich } from '../parts/rich.ts'
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
  sentences[code](reason, lang)

/** Why something was not done and what to type instead, as plain text for a form's field. */
export const refusalText = (reason: AnyReason, lang: Lang): string =>
  plainOf(sentenceOf(reason.code, reason, lang))

/** Refusals of what never reached its verb; each carries what was typed. */
const givesBack = ['not-invited', 'too-often', 'database-lost', 'not-ready']

/** The same as a message to that person; `typed`: the whole command as Slack sent it, given back so that nobody types twice. */
export function refusalContent(reason: AnyReason, lang: Lang, typed = ''): Content {
  const sentence = sentenceOf(reason.code, reason, lang)
  const kept = 'typed' in reason && givesBack.includes(reason.code) ? reason.typed : ''
  return {
    text: mrkdwnOf(sentence),
    blocks: [paragraph([sentence]), ...typedBlocks(typed || kept, lang)],
  }
}

/** Slack takes 13,200 characters in a message. */
const maxLength = 9000

/** A command to copy, change and send again; nothing where nothing was typed. */
export function typedBlocks(typed: string, lang: Lang): KnownBlock[] {
  const command = verbatim(unescapeMrkdwn(typed), maxLength)
  if (!command) return []
  const label = {
    zh: rich`您刚才输入的，改好可以再发：`,
    en: rich`What you typed, to change and send again:`,
  }[lang]
  return [paragraph([label]), literal(command)]
}
