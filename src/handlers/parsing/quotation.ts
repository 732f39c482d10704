type Style = { close: string; nested?: string; beforeSpace?: boolean }

// The ways to close each opening mark, best first. Input methods mix up marks, and an apostrophe looks like a
// closing mark, so the ambiguous ways count only before a space or the end.
const straight: Style[] = [{ close: '"' }, { close: '”', nested: '“' }]
const curly: Style[] = [
  { close: '”', nested: '“' },
  { close: '"“', beforeSpace: true },
]
const STYLES = new Map<string, Style[]>([
  ['"', straight],
  ['“', curly],
  ['”', [{ close: '”“"' }]],
  ['„', [{ close: '“”"' }]],
  ['‘', [{ close: "’'", beforeSpace: true }]],
  ['’', [{ close: '’‘', beforeSpace: true }]],
  ['「', [{ close: '」', nested: '「' }]],
  ['『', [{ close: '』', nested: '『' }]],
])

/**
 * Reads the quotation that begins at `at`; undefined if there is none. Its text is as typed, except that
 * backslashes escape a mark of its style and themselves before one; an unclosed quotation takes the rest.
 * `folded` is `text` with full-width ASCII folded, index by index.
 */
export function readQuotation(
  text: string,
  folded: string,
  at: number,
): { text: string; end: number } | undefined {
  const styles = STYLES.get(folded.charAt(at))
  if (!styles) return undefined
  for (const style of styles) {
    const close = closingMark(folded, at + 1, style)
    if (close !== undefined) return { text: unescapeMarks(text.slice(at + 1, close), style), end: close + 1 }
  }
  const [style = { close: '' }] = styles
  return { text: unescapeMarks(text.slice(at + 1), style), end: text.length }
}

function closingMark(folded: string, from: number, style: Style): number | undefined {
  let depth = 1
  let backslashes = 0
  for (let at = from; at < folded.length; at += 1) {
    const mark = folded.charAt(at)
    const escaped = backslashes % 2 === 1
    backslashes = mark === '\\' ? backslashes + 1 : 0
    if (escaped) continue
    if (style.close.includes(mark) && !(style.beforeSpace && /\S/.test(folded.charAt(at + 1)))) depth -= 1
    else if (style.nested === mark) depth += 1
    if (depth === 0) return at
  }
  return undefined
}

/** Removes escaping backslashes, which stand only before marks of this style: C:\temp stays as typed. */
function unescapeMarks(quoted: string, { close, nested = '' }: Style): string {
  const marks = `${close}${nested}`.replace('"', '"＂')
  return quoted.replace(/\\+/g, (run, at: number) => {
    const next = quoted.charAt(at + run.length)
    if (next === '') return '\\'.repeat(Math.ceil(run.length / 2))
    return marks.includes(next) ? '\\'.repeat(Math.floor(run.length / 2)) : run
  })
}
