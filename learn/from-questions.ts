import { ignorance, type Knowledge } from '../src/rules/knowledge.ts'
import { learn } from '../src/rules/learning.ts'
import type { RuleBook } from '../src/rules/rule-book.ts'
import {
  classesOf,
  countWords,
  createReader,
  matter,
  nameOf,
  type Phrase,
  phrasesOf,
  usesOf,
} from '../src/rules/search.ts'
import { tuning } from '../src/rules/tuning.ts'
import type { Question } from './questions.ts'

/** What a book's own phrases and the questions teach. A question that two entries may answer teaches nothing. */
export function learnFrom(book: RuleBook, questions: Question[], settings = tuning): Knowledge {
  const classes = classesOf(book)
  const asked = questions.flatMap(({ id, matter: about, text }): Phrase[] => {
    const meaning = id === 'none' ? matter(about) : id
    if (meaning.includes('|')) return []
    if (!classes.includes(meaning)) throw new Error(`“${text}” is about ${meaning}, which is not in the book`)
    return [{ text, meaning, trust: 1 }]
  })
  const phrases = [...phrasesOf(book), ...asked]
  const uses = usesOf(phrasesOf(book), wordsOf(questions))
  const words = Object.fromEntries(uses)
  const signsOf = createReader(book, uses)
  const examples = phrases.map(({ text, ...rest }) => ({ signs: signsOf(text), ...rest }))
  return {
    phrases: phrasesOf(book).map(nameOf),
    words,
    ...learn(examples, classes, settings, ignorance).knowledge(),
  }
}

/** How often each Latin word is used; what is used only once may be a slip of the keyboard. */
function wordsOf(questions: Question[]): Knowledge['words'] {
  const english = questions.filter(({ group }) => !/pinyin|typo/.test(group))
  const uses = countWords(english.map(({ text }) => text))
  return Object.fromEntries([...uses].filter(([, count]) => count > 1))
}
