import type { RichTextElement, RichTextText } from '@slack/web-api'
import { escapeMrkdwn, manyLines, oneLine } from './user-text.ts'

/**
 * A sentence as Slack's rich text: nothing in it is markup, so Chinese can be bold and people's text can neither
 * mention nor link.
 */
export type Rich = RichTextElement[]

type Part = string | number | RichTextElement | Rich

/** A sentence from a template; text that a person typed goes in by `userText`. */
export function rich(strings: TemplateStringsArray, ...parts: Part[]): Rich {
  const sentence: Rich = []
  strings.forEach((text, index) => {
    addText(sentence, text)
    add(sentence, parts[index] ?? '')
  })
  return sentence
}

/** Sentences one after the other, with `between` them. */
export function join(sentences: Rich[], between: string): Rich {
  const all: Rich = []
  sentences.forEach((sentence, index) => {
    if (index > 0) addText(all, between)
    add(all, sentence)
  })
  return all
}

/** What a person typed, on one line. */
export const userText = (text: string, max = 100): RichTextText => ({
  type: 'text',
  text: oneLine(text, max),
})

/** What a person typed, its line breaks kept. */
export const quoted = (text: string, max: number): RichTextText => ({
  type: 'text',
  text: manyLines(text, max) || '—',
})

export const bold = (text: string): RichTextText => ({ type: 'text', text, style: { bold: true } })

/** A command to type, or another thing to take literally. */
export const code = (text: string): RichTextText => ({ type: 'text', text, style: { code: true } })

/** A mention of a person; what is no user id is shown as text. */
export const person = (user: string): RichTextElement =>
  /^[UW][A-Z0-9]+$/.test(user) ? { type: 'user', user_id: user } : userText(user)

/** Everybody in the channel, called. */
export const everybody: RichTextElement = { type: 'broadcast', range: 'channel' }

/** A channel by its name, as Slack shows it. */
export const channelNamed = (channel: string): RichTextElement =>
  /^[CG][A-Z0-9]+$/.test(channel) ? { type: 'channel', channel_id: channel } : userText(channel)

/** The same sentence for a place that takes mrkdwn, such as a message's `text`: escaped, mentions kept. */
export const mrkdwnOf = (sentence: Rich): string => sentence.map(part => written(part, escapeMrkdwn)).join('')

/** The same sentence for a place that takes plain text only, where nobody can be mentioned. */
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

/** Plain text that follows plain text is one with it; what is plain in a sentence is its own, and may be added to. */
function addText(sentence: Rich, text: string) {
  if (text === '') return
  const last = sentence.at(-1)
  if (last?.type === 'text' && !last.style) last.text += text
  else sentence.push({ type: 'text', text })
}
