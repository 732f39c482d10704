import type { RuleBook } from '../src/rules/rule-book.ts'
import type { Model } from '../src/search/model.ts'
import { classesOf, matter, nameOf, type Phrase, phrasesOf } from '../src/search/phrases.ts'
import { countWords, createReaders, usesOf } from '../src/search/reader.ts'
import { atOnce } from '../src/search/slices.ts'
import { training } from '../src/search/training.ts'
import { tuning } from '../src/search/tuning.ts'
import type { Question } from './questions.ts'

/** What a book's own phrases and the questions teach; throws for a question about what is not in the book. */
export function learnFrom(book: RuleBook, questions: Question[], settings = tuning): Model {
  const own = phrasesOf(book)
  const uses = usesOf(own, wordsOf(questions))
  const featuresOf = createReaders(book)(uses)
  const phrases = [...own, ...taughtBy(questions)]
  const examples = phrases.map(({ text, ...rest }) => ({ features: featuresOf(text), ...rest }))
  return {
    phrases: own.map(nameOf),
    words: Object.fromEntries(uses),
    ...atOnce(training(examples, classesOf(book), settings)).model(),
  }
}

/** Questions as phrases of what they are about. One that two entries may answer teaches nothing. */
export const taughtBy = (questions: Question[]): Phrase[] =>
  questions.flatMap(({ id, matter: about, text }) =>
    id.includes('|') ? [] : { text, meaning: id === 'none' ? matter(about) : id, trust: 1 },
  )

/** How often each Latin word is used; what is used only once may be a slip of the keyboard. */
function wordsOf(questions: Question[]): Model['words'] {
  const english = questions.filter(({ group }) => !/pinyin|typo/.test(group))
  const uses = countWords(english.map(({ text }) => text))
  return Object.fromEntries([...uses].filter(([, count]) => count > 1))
}
