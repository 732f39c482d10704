import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { LineCounter, parseDocument } from 'yaml'
import { fillIn, placeholdersOf } from './placeholders.ts'
import { type Entry, type RuleBook, ruleBookSchema } from './rule-book-schema.ts'

export type { Entry, Heading, Outside, Periods, RuleBook, Scheme } from './rule-book-schema.ts'

const SHIPPED = fileURLToPath(new URL('rule-book.yaml', import.meta.url))

/** Entries that the product itself refers to, so every rule book must have them. */
const REQUIRED = ['penalty']

/** The named list's item at `index` in the raw file, as a person would look for it: `entry "penalty"`. */
const nameOfItem = (raw: unknown, list: string, index: number): string => {
  const singular = list === 'entries' ? 'entry' : list.replace(/s$/, '')
  const items: unknown = typeof raw === 'object' && raw !== null ? Reflect.get(raw, list) : undefined
  const item: unknown = Array.isArray(items) ? items[index] : undefined
  const id: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, 'id') : undefined
  return typeof id === 'string' ? `${singular} "${id}"` : `${singular} number ${index + 1}`
}

const placeOf = (raw: unknown, path: readonly PropertyKey[]): string => {
  if (path.length === 0) return 'the file as a whole'
  const [list, index, ...field] = path
  if (typeof list !== 'string' || typeof index !== 'number') return `field ${path.map(String).join('.')}`
  const item = nameOfItem(raw, list, index)
  return field.length === 0 ? item : `${item}, field ${field.map(String).join('.')}`
}

const readYaml = (text: string): { raw: unknown; mistakes: string[] } => {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  const mistakes = [...document.errors, ...document.warnings].map(
    ({ pos, message }) => `line ${lineCounter.linePos(pos[0]).line}: ${message}`,
  )
  return { raw: mistakes.length === 0 ? document.toJS() : undefined, mistakes }
}

const repeated = (ids: readonly string[]): string[] => [
  ...new Set(ids.filter((id, at) => ids.indexOf(id) !== at)),
]

const brokenReferences = ({ topics, sections, outside, entries }: RuleBook): string[] => {
  const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id)
  const twice = (kind: string, items: readonly { id: string }[]) =>
    repeated(ids(items)).map(id => `${kind} "${id}" stands there more than once`)
  const unknown = (entry: Entry, field: 'stage' | 'section' | 'also', known: readonly string[]) =>
    [entry[field]]
      .flat()
      .filter(id => !known.includes(id))
      .map(
        id =>
          `entry "${entry.id}", field ${field}: unknown ${field === 'stage' ? 'stage' : 'section'} "${id}"`,
      )
  return [
    ...twice('topic', topics),
    ...twice('section', sections),
    ...twice('outside', outside),
    ...twice('entry', entries),
    ...entries.flatMap(entry => [
      ...unknown(entry, 'stage', ids(topics)),
      ...unknown(entry, 'section', ids(sections)),
      ...unknown(entry, 'also', ids(sections)),
    ]),
    ...REQUIRED.filter(id => !ids(entries).includes(id)).map(id => `entry "${id}" is missing`),
  ]
}

/** The book with every placeholder filled, and a mistake for each one that names nothing. */
const filled = (book: RuleBook): { book: RuleBook; mistakes: string[] } => {
  const mistakes: string[] = []
  const values = { zh: placeholdersOf(book, 'zh'), en: placeholdersOf(book, 'en') }
  const fillEntry = (entry: Entry): Entry => {
    const fill = (text: string, field: string, language: 'zh' | 'en') =>
      fillIn(text, values[language], placeholder =>
        mistakes.push(`entry "${entry.id}", field ${field}: unknown placeholder ${placeholder}`),
      )
    const both = (text: Entry['question'], field: string) => ({
      zh: fill(text.zh, `${field}.zh`, 'zh'),
      en: fill(text.en, `${field}.en`, 'en'),
    })
    return {
      ...entry,
      question: both(entry.question, 'question'),
      answer: both(entry.answer, 'answer'),
      ask: {
        zh: entry.ask.zh.map((text, at) => fill(text, `ask.zh.${at}`, 'zh')),
        en: entry.ask.en.map((text, at) => fill(text, `ask.en.${at}`, 'en')),
      },
      steps: {
        zh: entry.steps.zh.map((text, at) => fill(text, `steps.zh.${at}`, 'zh')),
        en: entry.steps.en.map((text, at) => fill(text, `steps.en.${at}`, 'en')),
      },
      ...(entry.open && { open: both(entry.open, 'open') }),
    }
  }
  return { book: { ...book, entries: book.entries.map(fillEntry) }, mistakes }
}

const refuse = (name: string, mistakes: readonly string[]): never => {
  throw new Error(mistakes.map(mistake => `${name}: ${mistake}`).join('\n'))
}

/**
 * Reads a rule book from YAML; `name` stands for it in messages, say its path. Throws an Error that lists the mistakes, one a
 * line, each with its line in the file, or its entry and field.
 */
export const parseRuleBook = (text: string, name: string): RuleBook => {
  const { raw, mistakes } = readYaml(text)
  if (mistakes.length > 0) return refuse(name, mistakes)
  const parsed = ruleBookSchema.safeParse(raw)
  if (!parsed.success)
    return refuse(
      name,
      parsed.error.issues.map(({ path, message }) => `${placeOf(raw, path)}: ${message}`),
    )
  const { book, mistakes: unfilled } = filled(parsed.data)
  const broken = [...brokenReferences(parsed.data), ...unfilled]
  return broken.length > 0 ? refuse(name, broken) : book
}

/** The rule book at `path`, or the one that ships with the app. Throws as `parseRuleBook`, or when it cannot be read. */
export const loadRuleBook = (path: string = SHIPPED): RuleBook =>
  parseRuleBook(readFileSync(path, 'utf8'), path)
