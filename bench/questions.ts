import { canonical, learningSets, type Question, readQuestions } from '../learn/questions.ts'
import { loadRuleBook } from '../src/rules/rule-book.ts'
import { phrasesOf } from '../src/search/phrases.ts'

export const names = ['tuning', 'frozen-5', 'frozen-6'] as const
type Name = (typeof names)[number]

/** The questions of `bench/questions/<name>.txt` that are neither in the book nor learnt from. */
export function questionsOf(name: Name): Question[] {
  const learnt = [...phrasesOf(loadRuleBook()), ...[...learningSets().values()].flat()]
  const known = new Set(learnt.map(({ text }) => canonical(text)))
  const all = readQuestions(new URL(`questions/${name}.txt`, import.meta.url))
  return all.filter(({ text }) => !known.has(canonical(text)))
}
