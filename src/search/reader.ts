import type { RuleBook } from '../rules/rule-book.ts'
import { createFeatures, createGroups, type Features } from './features.ts'
import type { Model } from './model.ts'
import { matter, type Phrase } from './phrases.ts'
import { createSpelling } from './spelling.ts'
import { loadVocabulary, type Vocabulary } from './vocabulary.ts'
import { functionWords } from './words.ts'

/** The group of the vocabulary whose words are the book's subject. */
export const SUBJECT = 'the subject'

/** Reads the signs of a text. */
export type Reader = (text: string) => Features

/** Makes readers with the words of a book. `known`: how often each Latin word is used, beside the book's vocabulary. */
export function createReaders({
  outside,
  subject,
  synonyms,
}: RuleBook): (known: ReadonlyMap<string, number>) => Reader {
  const vocabulary: Vocabulary = {
    ...loadVocabulary(),
    ...synonyms,
    ...Object.fromEntries(outside.map(({ id, words }) => [matter(id), words])),
    [SUBJECT]: subject,
  }
  const groups = createGroups(vocabulary)
  const words = Object.values(vocabulary).flat()
  return known => createFeatures(groups, createSpelling(countWords(words, new Map(known))))
}

/** How often each Latin word is used in phrases, beside what is known beforehand; the commonest words are known in any case. */
export function usesOf(phrases: Phrase[], before: Model['words']): Map<string, number> {
  const uses = new Map([...functionWords].map((word): [string, number] => [word, 5]))
  for (const [word, count] of Object.entries(before)) uses.set(word, count)
  return countWords(
    phrases.map(({ text }) => text),
    uses,
  )
}

/** Adds to `uses` how often each Latin word is used. */
export function countWords(texts: string[], uses = new Map<string, number>()): Map<string, number> {
  for (const text of texts)
    for (const [word] of text.toLowerCase().matchAll(/\p{Script=Latin}+/gu))
      uses.set(word, (uses.get(word) ?? 0) + 1)
  return uses
}
