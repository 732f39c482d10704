import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fillIn, placeholdersOf } from './placeholders.ts'
import { type Entry, type RuleBook, ruleBookSchema } from './rule-book-schema.ts'
import { type Mistake, readBookText } from './rule-book-text.ts'

export type { Entry, Heading, Outside, Periods, RuleBook, Scheme } from './rule-book-schema.ts'

const SHIPPED = fileURLToPath(new URL('rule-book.yaml', import.meta.url))

/** Entries that the product refers to by id. */
const REQUIRED = ['penalty']

/** An answer: an entry, and the part of it that was asked about, if it was only a part. */
export type Answer = { entry: Entry; part?: Entry | undefined }

/** An entry as an answer, with the whole entry if it is only a part. */
export function withWhole({ entries }: RuleBook, found: Entry): Answer {
  const entry = entries.find(({ id }) => id === found.within)
  return entry ? { entry, part: found } : { entry: found }
}

/** All possible answers: the entries, and the matters outside the book that it has a reply to. */
export const answersOf = ({ entries, outside }: RuleBook): { id: string; title: Entry['question'] }[] => [
  ...entries.map(({ id, question }) => ({ id, title: question })),
  ...outside.filter(({ reply, greeting }) => reply && !greeting).map(({ id, name }) => ({ id, title: name })),
]

function repeatedIds({ topics, sections, outside, entries }: RuleBook): Mistake[] {
  const repeated = (list: string, kind: string, items: { id: string }[]) =>
    items.flatMap(({ id }, at): Mistake[] => {
      const before = items.slice(0, at).filter(item => item.id === id)
      if (before.length !== 1) return []
      return [{ path: [list, at], message: `${kind} "${id}" stands there more than once`, whole: true }]
    })
  return [
    ...repeated('topics', 'topic', topics),
    ...repeated('sections', 'section', sections),
    ...repeated('outside', 'outside', outside),
    ...repeated('entries', 'entry', entries),
  ]
}

function brokenReferences({ topics, sections, outside, entries }: RuleBook): Mistake[] {
  const ids = (items: { id: string }[]) => items.map(({ id }) => id)
  const known = { stage: ids(topics), section: ids(sections), entry: ids(entries) }
  const unknown = (kind: keyof typeof known, id: string, path: PropertyKey[]): Mistake[] =>
    known[kind].includes(id) ? [] : [{ path, message: `unknown ${kind} "${id}"` }]
  const unknownOffers = outside.flatMap(({ offers }, at) =>
    offers.flatMap((id, index) => unknown('entry', id, ['outside', at, 'offers', index])),
  )
  const ofEntries = entries.flatMap((entry, at) => [
    ...unknown('stage', entry.stage, ['entries', at, 'stage']),
    ...unknown('section', entry.section, ['entries', at, 'section']),
    ...(entry.within === undefined ? [] : unknown('entry', entry.within, ['entries', at, 'within'])),
    ...entry.also.flatMap((id, index) => unknown('section', id, ['entries', at, 'also', index])),
  ])
  return [...unknownOffers, ...ofEntries]
}

/** Parts of parts, and parts that the product refers to by id. */
const partsOfParts = ({ entries }: RuleBook): Mistake[] =>
  entries.flatMap(({ id, within }, at): Mistake[] => {
    if (within === undefined) return []
    const whole = entries.find(each => each.id === within)
    const path = ['entries', at, 'within']
    if (REQUIRED.includes(id)) return [{ path, message: `"${id}" must stand by itself` }]
    return whole?.within === undefined
      ? []
      : [{ path, message: `"${within}" is itself within another entry` }]
  })

const missingEntries = ({ entries }: RuleBook): Mistake[] =>
  REQUIRED.filter(id => !entries.some(entry => entry.id === id)).map(id => ({
    path: ['entries'],
    message: `entry "${id}" is missing`,
    whole: true,
  }))

/** The book with its placeholders filled, and a mistake for each unknown one. */
function filled(book: RuleBook): { book: RuleBook; mistakes: Mistake[] } {
  const mistakes: Mistake[] = []
  const values = { zh: placeholdersOf(book, 'zh'), en: placeholdersOf(book, 'en') }
  const fillEntry = (entry: Entry, at: number): Entry => {
    const fill = (text: string, language: 'zh' | 'en', ...field: PropertyKey[]) =>
      fillIn(text, values[language], placeholder =>
        mistakes.push({ path: ['entries', at, ...field], message: `unknown placeholder ${placeholder}` }),
      )
    const one = (text: Entry['question'], field: string) => ({
      zh: fill(text.zh, 'zh', field, 'zh'),
      en: fill(text.en, 'en', field, 'en'),
    })
    const many = (texts: Entry['steps'], field: string) => ({
      zh: texts.zh.map((text, index) => fill(text, 'zh', field, 'zh', index)),
      en: texts.en.map((text, index) => fill(text, 'en', field, 'en', index)),
    })
    return {
      ...entry,
      question: one(entry.question, 'question'),
      answer: one(entry.answer, 'answer'),
      ask: many(entry.ask, 'ask'),
      steps: many(entry.steps, 'steps'),
      ...(entry.open && { open: one(entry.open, 'open') }),
    }
  }
  return { book: { ...book, entries: book.entries.map(fillEntry) }, mistakes }
}

/** A rule book, or all mistakes in its text, each with its line, entry and field. */
export function checkRuleBook(text: string): { book: RuleBook } | { mistakes: string[] } {
  const { raw, broken, tell } = readBookText(text)
  if (broken.length > 0) return { mistakes: broken }
  const parsed = ruleBookSchema.safeParse(raw)
  if (!parsed.success) return { mistakes: parsed.error.issues.map(tell) }
  const { book, mistakes: unfilled } = filled(parsed.data)
  const mistakes = [
    ...repeatedIds(book),
    ...brokenReferences(book),
    ...partsOfParts(book),
    ...missingEntries(book),
    ...unfilled,
  ]
  return mistakes.length > 0 ? { mistakes: mistakes.map(tell) } : { book }
}

/**
 * Reads a rule book from YAML. Throws an Error with a line per mistake, each after `name`, for instance its
 * path.
 */
export function parseRuleBook(text: string, name: string): RuleBook {
  const checked = checkRuleBook(text)
  if ('book' in checked) return checked.book
  throw new Error(checked.mistakes.map(mistake => `${name}: ${mistake}`).join('\n'))
}

/** The rule book at `path`, or the shipped one. Throws like `parseRuleBook`, or if it cannot be read. */
export const loadRuleBook = (path: string = SHIPPED): RuleBook =>
  parseRuleBook(readFileSync(path, 'utf8'), path)
