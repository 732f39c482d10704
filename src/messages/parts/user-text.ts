const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** Cuts to `max` UTF-16 units, ellipsis included, at a grapheme's end. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  let end = 0
  for (const { segment, index } of graphemes.segment(text)) {
    if (index + segment.length > max - 1) break
    end = index + segment.length
  }
  return `${text.slice(0, end)}…`
}

// Embeddings, overrides and isolates reverse the text around them.
const bidiControls = /[\u202A-\u202E\u2066-\u2069]/g
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\uFEFF]/gu
/** ASCII words with single blanks, which need no cleaning. */
const plainAscii = /^[!-~]+(?: [!-~]+)*$/
const lineBreak = /[\r\n\u0085\u2028\u2029]/
const rightToLeft = /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/**
 * Typed text made safe within a sentence: one line, well-formed, at most `max` UTF-16 units, unable to
 * reverse the sentence. Only right-to-left text is isolated, so that an order number can be copied as it is.
 */
export function oneLine(text: string, max: number): string {
  if (plainAscii.test(text)) return cut(text, max)
  const clean = text
    .toWellFormed()
    .replace(bidiControls, '')
    .replace(/[\s\u0085]+/g, blank => (lineBreak.test(blank) ? ' ' : blank))
    .replace(invisible, ' ')
    .trim()
  return isolated(cut(clean, max))
}

/** Like `oneLine` but keeps line breaks, for a note in a separate block. */
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
 * Typed text for a block to copy from. Line breaks and blanks stay; half characters, control characters and
 * bidirectional controls are removed.
 */
export const verbatim = (text: string, max: number): string =>
  cut(
    text
      .toWellFormed()
      .replace(bidiControls, '')
      .replace(invisible, mark => (mark === '\n' ? mark : ' '))
      .trim(),
    max,
  )

const isolated = (text: string) => (rightToLeft.test(text) ? `\u2068${text}\u2069` : text || '—')

/** Escapes the three characters that are special in Slack's mrkdwn, once. */
export const escapeMrkdwn = (text: string): string =>
  /[&<>]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text

/** Undoes Slack's escaping exactly once: `&amp;lt;` becomes `&lt;`. */
export const unescapeMrkdwn = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
