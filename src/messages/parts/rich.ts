import type { RichTextElement, RichTextText } from '@slack/web-api'
import { escapeMrkdwn, manyLines, oneLine } from './user-text.ts'

/**
 * A sentence as Slack's rich text. It has no markup, so Chinese, which has no blanks between words, can be
 * bold, and typed text can neither mention nor link.
 */
export type Rich = RichTextElement[]

/** A sentence in each language. */
export type RichWords = { zh: Rich; en: Rich }

type Part = string | number | RichTextElement | Rich

/** A sentence from a template. Typed text must go in through `userText`. */
export function rich(strings: TemplateStringsArray, ...parts: Part[]): Rich {
  const sentence: Rich = []
  strings.forEach((text, index) => {
    addText(sentence, text)
    add(sentence, parts[index] ?? '')
  })
  return sentence
}

export function join(sentences: Rich[], between: string): Rich {
  const all: Rich = []
  sentences.forEach((sentence, index) => {
    if (index > 0) addText(all, between)
    add(all, sentence)
  })
  return all
}

/** Typed text on one line, safe within a sentence. */
export const userText = (text: string, max = 100): RichTextText => ({
  type: 'text',
  text: oneLine(text, max),
})

/** Typed text with its line breaks. */
export const quoted = (text: string, max: number): RichTextText => ({
  type: 'text',
  text: manyLines(text, max) || '—',
})

export const bold = (text: string): RichTextText => ({ type: 'text', text, style: { bold: true } })

/** A command to type, or anything else to take literally. */
export const code = (text: string): RichTextText => ({ type: 'text', text, style: { code: true } })

/** A mention of a person; anything but a user id is shown as text. */
export const person = (user: string): RichTextElement =>
  /^[UW][A-Z0-9]+$/.test(user) ? { type: 'user', user_id: user } : userText(user)

/** Mentions of several people. */
export const people = (users: string[], between: string): Rich =>
  join(
    users.map(user => [person(user)]),
    between,
  )

/** Mentions everybody in the channel. */
export const everybody: RichTextElement = { type: 'broadcast', range: 'channel' }

/** A channel, which Slack shows by its name; anything but a channel id is shown as text. */
export const channelNamed = (channel: string): RichTextElement =>
  /^[CG][A-Z0-9]+$/.test(channel) ? { type: 'channel', channel_id: channel } : userText(channel)

/** A sentence as escaped mrkdwn with mentions, for a message's `text`. */
export const mrkdwnOf = (sentence: Rich): string => sentence.map(part => written(part, escapeMrkdwn)).join('')

/** A sentence as plain text, where nobody can be mentioned. */
export const plainOf = (sentence: Rich): string =>
  sentence.map(part => (part.type === 'user' ? `@${part.user_id}` : written(part, text => text))).join('')

function written(part: RichTextElement, write: (text: string) => string): string {
  if (part.type === 'text') return write(part.text)
  if (part.type === 'user') return `<@${part.user_id}>`
  if (part.type === 'broadcast') return `<!${part.range}>`
  return part.type === 'channel' ? `<#${part.channel_id}>` : ''
}

function add(sentence: Rich, part: Part) {
  if (Array.isArray(part)) for (const element of part) add(sentence, element)
  else if (typeof part !== 'object') addText(sentence, String(part))
  else if (part.type !== 'text') sentence.push(part)
  else if (!part.style) addText(sentence, part.text)
  else if (part.text !== '') sentence.push(part)
}

/** Appends to the last plain element. It belongs to this sentence alone, so it may be changed in place. */
function addText(sentence: Rich, text: string) {
  if (text === '') return
  const last = sentence.at(-1)
  if (last?.type === 'text' && !last.style) last.text += text
  else sentence.push({ type: 'text', text })
}
