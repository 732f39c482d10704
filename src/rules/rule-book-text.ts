import { isNode, LineCounter, parseDocument } from 'yaml'

/** A mistake in a rule book and its place. `whole`: the message itself names what it is about. */
export type Mistake = { path: readonly PropertyKey[]; message: string; whole?: boolean }

/** A parsed YAML text. `tell` describes a mistake with its line and its place in the book. */
export type BookText = { raw: unknown; broken: string[]; tell: (mistake: Mistake) => string }

/** Reads YAML. `broken`: the syntax errors by line; if there are any, `raw` is undefined. */
export function readBookText(text: string): BookText {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const broken = [...document.errors, ...document.warnings].map(
    ({ pos, message }) => `line ${lines.linePos(pos[0]).line}: ${message}`,
  )
  const raw: unknown = broken.length === 0 ? document.toJS() : undefined

  /** The line of a value, or of the nearest value around it that exists. */
  function lineOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length--) {
      const node: unknown = document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
    }
    return 1
  }

  return {
    raw,
    broken,
    tell: ({ path, message, whole }) =>
      `line ${lineOf(path)}: ${whole ? message : `${placeOf(raw, path)}: ${message}`}`,
  }
}

/** A place in words: `entry "penalty", field answer.zh`. */
function placeOf(raw: unknown, path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the file as a whole'
  const [list, index, ...field] = path
  if (typeof list !== 'string' || typeof index !== 'number') return `field ${path.map(String).join('.')}`
  const item = nameOfItem(raw, list, index)
  return field.length === 0 ? item : `${item}, field ${field.map(String).join('.')}`
}

function nameOfItem(raw: unknown, list: string, index: number): string {
  const singular = list === 'entries' ? 'entry' : list.replace(/s$/, '')
  const items: unknown = typeof raw === 'object' && raw !== null ? Reflect.get(raw, list) : undefined
  const item: unknown = Array.isArray(items) ? items[index] : undefined
  const id: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, 'id') : undefined
  return typeof id === 'string' ? `${singular} "${id}"` : `${singular} number ${index + 1}`
}
