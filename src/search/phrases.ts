import type { RuleBook } from '../rules/rule-book.ts'

/** A text that asks about a class, its `label`; one with less `trust` teaches less. */
export type Phrase = { text: string; label: string; trust: number }

/** A team's own phrasings, by the id of an entry or of an outside matter. */
export type Asks = ReadonlyMap<string, readonly string[]>

/** The label of a matter outside the book. */
export const outsideLabel = (id: string) => `outside ${id}`

/** The classes of a book: its entries, then the matters outside it. */
export const labelsOf = ({ entries, outside }: RuleBook): string[] => [
  ...entries.map(({ id }) => id),
  ...outside.map(({ id }) => outsideLabel(id)),
]

/** A book's own phrases. */
export function phrasesOf({ entries, outside }: RuleBook): Phrase[] {
  const labelled = (label: string, trust: number, texts: readonly string[]) =>
    texts.map(text => ({ text, label, trust }))
  return [
    ...entries.flatMap(({ id, question, ask, keywords }) => [
      ...labelled(id, 1, [question.zh, question.en, ...ask.zh, ...ask.en]),
      ...labelled(id, 0.3, keywords),
    ]),
    ...outside.flatMap(({ id, words, ask }) =>
      labelled(outsideLabel(id), 1, [...words, ...ask.zh, ...ask.en]),
    ),
  ]
}

/** A team's phrases, without those about ids that the book does not have. */
export function teamPhrases(book: RuleBook, asks: Asks): Phrase[] {
  const labels = labelsOf(book)
  return [...asks].flatMap(([id, texts]) => {
    const label = [id, outsideLabel(id)].find(each => labels.includes(each))
    return label === undefined ? [] : texts.map(text => ({ text, label, trust: 1 }))
  })
}

/** A phrase as `Model` names it. */
export const nameOf = ({ label, text }: Phrase): string => `${label}: ${text}`
