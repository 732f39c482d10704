import type { RuleBook } from '../rules/rule-book.ts'

/** A text that a class is asked by. What has less `trust` teaches less. */
export type Phrase = { text: string; meaning: string; trust: number }

/** Other ways to ask that a team has added, by the entry that answers them, or the matter outside the book. */
export type Asks = ReadonlyMap<string, readonly string[]>

/** The class of a matter outside the book. */
export const matter = (id: string) => `outside ${id}`

/** What a question may be about: the entries of a book, then the matters outside it. */
export const classesOf = ({ entries, outside }: RuleBook): string[] => [
  ...entries.map(({ id }) => id),
  ...outside.map(({ id }) => matter(id)),
]

/** Everything that a book says its classes are asked by. */
export function phrasesOf({ entries, outside }: RuleBook): Phrase[] {
  const taught = (meaning: string, trust: number, texts: readonly string[]) =>
    texts.map(text => ({ text, meaning, trust }))
  return [
    ...entries.flatMap(({ id, question, ask, keywords }) => [
      ...taught(id, 1, [question.zh, question.en, ...ask.zh, ...ask.en]),
      ...taught(id, 0.3, keywords),
    ]),
    ...outside.flatMap(({ id, words, ask }) => taught(matter(id), 1, [...words, ...ask.zh, ...ask.en])),
  ]
}

/** What a team has added, as far as this book has it. */
export function asksOf(book: RuleBook, asks: Asks): Phrase[] {
  const classes = classesOf(book)
  return [...asks].flatMap(([id, texts]) => {
    const meaning = [id, matter(id)].find(each => classes.includes(each))
    return meaning === undefined ? [] : texts.map(text => ({ text, meaning, trust: 1 }))
  })
}

/** A phrase as `Model` names it. */
export const nameOf = ({ meaning, text }: Phrase): string => `${meaning}: ${text}`
