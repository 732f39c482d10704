import type {
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

/** Words as they stand: no markup, no emoji names. */
export const plain = (text: string, max: number): PlainTextElement => ({
  type: 'plain_text',
  text: cut(text, max) || '—',
  emoji: false,
})

/** A short text that a person or the rule book wrote, as a label. */
export const label = (text: string, max: number): PlainTextElement => plain(oneLine(text, max - 2), max)

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plain(text, 150) })

export const divider: DividerBlock = { type: 'divider' }

/** Lines below each other. */
export const paragraph = (lines: Rich[], block_id?: string): RichTextBlock => ({
  type: 'rich_text',
  ...(block_id && { block_id }),
  elements: [{ type: 'rich_text_section', elements: join(lines, '\n') }],
})

/** What a person wrote, set apart. */
export const quote = (sentence: Rich): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_quote', elements: sentence }],
})

/** Text to copy, as it is. */
export const literal = (text: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
})

/** Points below each other. */
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

/** The small print. */
export const smallPrint = (...sentences: string[]): ContextBlock => ({
  type: 'context',
  elements: sentences.map(sentence => plain(sentence, 2000)),
})

/** A message of a few lines: the notification says what the first one says. */
export const saying = (lines: Rich[], ...more: KnownBlock[]): Content => ({
  text: mrkdwnOf(lines[0] ?? []),
  blocks: [paragraph(lines), ...more],
})

/** How many UTF-16 units people would read in blocks; Slack takes 13,200 characters a message. */
export function readable(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let sum = 0
  if (Array.isArray(value)) for (const part of value) sum += readable(part)
  else if ('text' in value && typeof value.text === 'string') sum += value.text.length
  else for (const part of Object.values(value)) sum += readable(part)
  return sum
}

/** The first of the drafts, from the fullest to the shortest, that a message has room for. */
export function fitting<T>(drafts: T[], draw: (draft: T) => KnownBlock[]): KnownBlock[] {
  let blocks: KnownBlock[] = []
  for (const draft of drafts) {
    blocks = draw(draft)
    if (readable(blocks) <= 12_000 && blocks.length <= 50) break
  }
  return blocks
}
