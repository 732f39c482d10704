import { unescapeMrkdwn } from '../../messages/parts/user-text.ts'
import { maxQuestionLength } from '../../search/load-rules.ts'

/** A question as it was typed: Slack's escaping undone, no half characters, cut short. */
export const questionText = (text: string): string =>
  unescapeMrkdwn(text).slice(0, maxQuestionLength).toWellFormed().trim()
