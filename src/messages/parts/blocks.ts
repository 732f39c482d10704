import type {
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  KnownBlock,
  PlainTextElement,
  RichTextBlock,
} from '@slack/web-api'
import type { Content } from '../content.ts'
import { join, mrkdwnOf, type Rich } from './rich.ts'
import { cut, oneLine } from './user-text.ts'

/** Plain text without markup or emoji names. Slack refuses an empty one, hence the dash. */
export const plain = (text: string, max: number): PlainTextElement => ({
  type: 'plain_text',
  text: cut(text, max) || '—',
  emoji: false,
})

/** Typed text, or text of the rule book, as a one-line label. */
export const label = (text: string, max: number): PlainTextElement => plain(oneLine(text, max - 2), max)

/** `value` comes back when the button is pressed. */
export const button = (action_id: string, text: string, value: string): Button => ({
  type: 'button',
  action_id,
  text: plain(text, 75),
  value,
})

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text, 150) })

export const divider: DividerBlock = { type: 'divider' }

export const paragraph = (lines: Rich[], block_id?: string): RichTextBlock => ({
  type: 'rich_text',
  ...(block_id && { block_id }),
  elements: [{ type: 'rich_text_section', elements: join(lines, '\n') }],
})

export const quote = (sentence: Rich): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_quote', elements: sentence }],
})

/** Preformatted text, to copy. */
export const preformatted = (text: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
})

export const list = (points: Rich[]): RichTextBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_list',
      style: 'bullet',
      elements: points.map(elements => ({ type: 'rich_text_section', elements })),
    },
  ],
})

export const smallPrint = (...sentences: string[]): ContextBlock => ({
  type: 'context',
  elements: sentences.map(sentence => plain(sentence, 2000)),
})

/** A message of a few lines; its first line is the notification. */
export const contentOf = (lines: Rich[], ...more: KnownBlock[]): Content => ({
  text: mrkdwnOf(lines[0] ?? []),
  blocks: [paragraph(lines), ...more],
})

/** Length in UTF-16 units of all texts in blocks; Slack takes 13,200 characters a message. */
function textLength(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let sum = 0
  if (Array.isArray(value)) for (const part of value) sum += textLength(part)
  else if ('text' in value && typeof value.text === 'string') sum += value.text.length
  else for (const part of Object.values(value)) sum += textLength(part)
  return sum
}

/** Draws the first draft that fits a message, else the last; `drafts` go from the fullest to the shortest. */
export function fittingBlocks<T>(drafts: T[], draw: (draft: T) => KnownBlock[]): KnownBlock[] {
  let blocks: KnownBlock[] = []
  for (const draft of drafts) {
    blocks = draw(draft)
    if (textLength(blocks) <= 12_000 && blocks.length <= 50) break
  }
  return blocks
}
