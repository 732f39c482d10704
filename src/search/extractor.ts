import type { RuleBook } from '../rules/rule-book.ts'
import { createExtractor, createGroupMatcher, type FeatureExtractor } from './features.ts'
import type { Model } from './model.ts'
import { outsideLabel, type Phrase } from './phrases.ts'
import { createSpelling } from './spelling.ts'
import { loadVocabulary, type Vocabulary } from './vocabulary.ts'
import { stopWords } from './words.ts'

/** The vocabulary group whose words name the book's subject. */
export const SUBJECT = 'the subject'

/** Assumed uses of a stop word, which is known even where no phrase holds it. */
const stopWordUses = 5

/** Makes extractors for a book's vocabulary; each gets the use counts of further Latin words. */
export function createExtractors({
  outside,
  subject,
  synonyms,
}: RuleBook): (uses: ReadonlyMap<string, number>) => FeatureExtractor {
  const vocabulary: Vocabulary = {
    ...loadVocabulary(),
    ...synonyms,
    ...Object.fromEntries(outside.map(({ id, words }) => [outsideLabel(id), words])),
    [SUBJECT]: subject,
  }
  const groupsIn = createGroupMatcher(vocabulary)
  const words = Object.values(vocabulary).flat()
  return uses => createExtractor(groupsIn, createSpelling(countWords(words, new Map(uses))))
}

/** Use counts of the Latin words in phrases, on top of the counts `before`. */
export function usesIn(phrases: Phrase[], before: Model['words']): Map<string, number> {
  const uses = new Map([...stopWords].map((word): [string, number] => [word, stopWordUses]))
  for (const [word, count] of Object.entries(before)) uses.set(word, count)
  return countWords(
    phrases.map(({ text }) => text),
    uses,
  )
}

/** Adds the Latin words of `texts` to `uses` and returns it. */
export function countWords(texts: string[], uses = new Map<string, number>()): Map<string, number> {
  for (const text of texts)
    for (const [word] of text.toLowerCase().matchAll(/\p{Script=Latin}+/gu))
      uses.set(word, (uses.get(word) ?? 0) + 1)
  return uses
}
