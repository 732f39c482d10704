import { readQuestions } from '../learn/questions.ts'

export const names = ['tuning', 'frozen-5', 'frozen-6'] as const
type Name = (typeof names)[number]

/** The questions of `bench/questions/<name>.txt`, none of which the search has learnt from. */
export const questionsOf = (name: Name) => readQuestions(new URL(`questions/${name}.txt`, import.meta.url))
