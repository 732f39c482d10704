/** The side of an `await` on which a process is killed: before the call, or after its result. */
export type Side = 'before' | 'after'

declare global {
  /** Called at every point; `site` is `<file>:<line>`, with `+1` for the second on a line. */
  var passing: (site: string, side: Side) => void
  /** Called with each awaited result, which it returns; passes the point after it. */
  var passed: <T>(site: string, value: T) => T
}

/** Files in which every await is a point: all that send or change something. */
export const covered = /\/src\/((reminders|complaints|store|slack|handlers)\/.+|process\/ack-always)\.ts$/

/** Instruments each `await` of a module without types; returns the source and the sites. */
export function withPoints(source: string, file: string): { source: string; sites: string[] } {
  const inserts: { at: number; text: string }[] = []
  const sites: string[] = []
  for (let at = 0; at < source.length; at = next(source, at)) {
    // The operand of a `for await` is not a promise; the awaits are inside the generator.
    if (
      !/^await\b/.test(source.slice(at, at + 6)) ||
      /(?:[\w$.]|\bfor )$/.test(source.slice(Math.max(0, at - 5), at))
    )
      continue
    const line = `${file}:${source.slice(0, at).split('\n').length}`
    const before = sites.filter(site => site === line || site.startsWith(`${line}+`)).length
    const site = before === 0 ? line : `${line}+${before}`
    sites.push(site)
    inserts.push({ at, text: `globalThis.passed('${site}', ` })
    inserts.push({ at: at + 'await'.length, text: ` (globalThis.passing('${site}', 'before'),` })
    inserts.push({ at: operandEnd(source, at + 'await'.length), text: '))' })
  }
  let written = ''
  let from = 0
  for (const { at, text } of inserts.toSorted((a, b) => a.at - b.at)) {
    written += source.slice(from, at) + text
    from = at
  }
  return { source: written + source.slice(from), sites }
}

const closing: Record<string, string> = { '(': ')', '[': ']', '{': '}' }

/** The end of the token at `at`: a comment, string, regular expression or one character. */
function next(source: string, at: number): number {
  const rest = source.slice(at, at + 2)
  if (rest === '//') return end(source.indexOf('\n', at))
  if (rest === '/*') return source.indexOf('*/', at) + 2
  const [quote = ''] = rest
  if (quote === '/' && /[(,=:[!&|?{};]\s*$/.test(source.slice(Math.max(0, at - 20), at)))
    return at + (/^\/(?:\\.|\[(?:\\.|[^\]])*\]|[^/\\])+\//.exec(source.slice(at))?.[0].length ?? 1)
  if (!'\'"`'.includes(quote)) return at + 1
  for (let inside = at + 1; inside < source.length; inside++) {
    if (source[inside] === '\\') inside++
    else if (source[inside] === quote) return inside + 1
    else if (quote === '`' && source.startsWith('${', inside)) inside = closed(source, inside + 1) - 1
  }
  return source.length
}

const end = (at: number) => (at < 0 ? Number.POSITIVE_INFINITY : at)

/** The index after the bracket that closes the one at `at`. */
function closed(source: string, at: number): number {
  const wanted = closing[source[at] ?? '']
  for (let inside = at + 1; inside < source.length; ) {
    const character = source[inside] ?? ''
    if (character === wanted) return inside + 1
    inside = character in closing ? closed(source, inside) : next(source, inside)
  }
  throw new Error(`nothing closes ${source.slice(at, at + 40)}`)
}

/** The end of an `await` operand: a name or brackets, with all member accesses and calls after it. */
function operandEnd(source: string, from: number): number {
  const start = /^\s*(?:new\s+)?(?:[\w$]+|(?=[([]))/.exec(source.slice(from))
  if (!start) throw new Error(`awaits what? ${source.slice(from, from + 40)}`)
  let at = from + start[0].length
  for (;;) {
    const rest = source.slice(at)
    const read = /^\s*(?:\?\.|\.)\s*#?[\w$]*/.exec(rest)
    const open = /^\s*(?=[([])/.exec(rest)
    if (read) at += read[0].length
    else if (open) at = closed(source, at + open[0].length)
    else return at
  }
}
