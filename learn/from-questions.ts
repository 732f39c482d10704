import type { RuleBook } from '../src/rules/rule-book.ts'
import { countWords, createExtractors, usesIn } from '../src/search/extractor.ts'
import type { Model } from '../src/search/model.ts'
import { labelsOf, nameOf, outsideLabel, type Phrase, phrasesOf } from '../src/search/phrases.ts'
import { runNow } from '../src/search/slices.ts'
import { training } from '../src/search/training.ts'
import { tuning } from '../src/search/tuning.ts'
import type { Question } from './questions.ts'

/** Trains a model on a book's phrases and on questions. Throws for a question about an unknown id. */
export function learnFrom(book: RuleBook, questions: Question[], settings = tuning): Model {
  const own = phrasesOf(book)
  const uses = usesIn(own, wordsOf(questions))
  const featuresOf = createExtractors(book)(uses)
  const phrases = [...own, ...asPhrases(questions)]
  const examples = phrases.map(({ text, ...rest }) => ({ features: featuresOf(text), ...rest }))
  return {
    phrases: own.map(nameOf),
    words: Object.fromEntries(uses),
    ...runNow(training(examples, labelsOf(book), settings)).model(),
  }
}

/** Questions as phrases, without those that two entries may answer. */
export const asPhrases = (questions: Question[]): Phrase[] =>
  questions.flatMap(({ id, matter, text }) =>
    id.includes('|') ? [] : { text, label: id === 'none' ? outsideLabel(matter) : id, trust: 1 },
  )

/** Use counts of Latin words; a word used only once may be a typing slip. */
function wordsOf(questions: Question[]): Model['words'] {
  const english = questions.filter(({ group }) => !/pinyin|typo/.test(group))
  const uses = countWords(english.map(({ text }) => text))
  return Object.fromEntries([...uses].filter(([, count]) => count > 1))
}
