import { readFileSync } from 'node:fs'

export const names = ['tuning', 'frozen', 'frozen-2', 'frozen-3', 'frozen-4'] as const
type Name = (typeof names)[number]

/** A question, who it sounds like, and the entry that answers it (`a|b`: either); `none` for what the book has no answer to, with the reason. */
export type Question = { group: string; id: string; reason: string; text: string }

/** The questions of `bench/questions/<name>.txt`. */
export function readQuestions(name: Name): Question[] {
  const questions: Question[] = []
  let [id = '', reason = '']: string[] = []
  for (const line of readFileSync(new URL(`questions/${name}.txt`, import.meta.url), 'utf8').split('\n')) {
    if (line.startsWith('= ')) [id = '', reason = ''] = line.slice(2).split(' ')
    else if (line !== '' && !line.startsWith('#')) {
      const [group = ''] = line.split(' ', 1)
      questions.push({ group, id, reason, text: line.slice(group.length + 1) })
    }
  }
  return questions
}
