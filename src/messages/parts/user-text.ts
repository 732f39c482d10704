const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** `text`, or as many whole graphemes of it as fit with an ellipsis into `max` UTF-16 units. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  let end = 0
  for (const { segment, index } of graphemes.segment(text)) {
    if (index + segment.length > max - 1) break
    end = index + segment.length
  }
  return `${text.slice(0, end)}…`
}

// Embeddings, overrides and isolates turn round what stands beside them.
const turning = /[\u202A-\u202E\u2066-\u2069]/g
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\uFEFF]/gu
/** Words of ASCII alone, with one blank between them: nothing to tidy. */
const tidy = /^[!-~]+(?: [!-~]+)*$/
const lineBreak = /[\r\n\u0085\u2028\u2029]/
const rightToLeft = /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/**
 * What a person typed, fit to stand inside a sentence of ours: on one line, well-formed, unable to turn the sentence
 * round, at most `max` UTF-16 units. Only right-to-left writing is isolated, so that an order number is copied as it is.
 */
export function oneLine(text: string, max: number): string {
  if (tidy.test(text)) return cut(text, max)
  const tidied = text
    .toWellFormed()
    .replace(turning, '')
    .replace(/[\s\u0085]+/g, blank => (lineBreak.test(blank) ? ' ' : blank))
    .replace(unseen, ' ')
    .trim()
  return isolated(cut(tidied, max))
}

/** Like `oneLine`, with the line breaks kept: for a note that stands by itself. */
export function manyLines(text: string, max: number): string {
  const lines = text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return cut(lines, max)
    .split('\n')
    .map(line => (line.trim() ? oneLine(line, max) : ''))
    .join('\n')
}

/**
 * What a person typed, for a block of its own from which it is copied: line breaks and blanks kept, nothing added; without half
 * characters, controls and marks that turn text round.
 */
export const verbatim = (text: string, max: number): string =>
  cut(
    text
      .toWellFormed()
      .replace(turning, '')
      .replace(unseen, mark => (mark === '\n' ? mark : ' '))
      .trim(),
    max,
  )

const isolated = (text: string) => (rightToLeft.test(text) ? `\u2068${text}\u2069` : text || '—')

/** The three characters that mean something to Slack's mrkdwn, escaped once. */
export const escapeMrkdwn = (text: string): string =>
  /[&<>]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text

/** What was typed: Slack's escaping undone exactly once, so that &amp;lt; is &lt;. */
export const unescapeMrkdwn = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
