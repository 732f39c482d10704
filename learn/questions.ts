import { readdirSync, readFileSync } from 'node:fs'
import { simplified } from '../src/search/characters.ts'

/**
 * A question, and who it sounds like. `id` names the entry that answers it (`a|b`: either), or is `none` where the book has no answer;
 * then `matter` is what it is about.
 */
export type Question = { group: string; id: string; matter: string; text: string }

/** Reads questions: `= id` or `= none matter` above those that it answers, a line each, with their group first; `#` begins a remark. */
export function readQuestions(path: URL): Question[] {
  const questions: Question[] = []
  let [id = '', matter = '']: string[] = []
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line.startsWith('= ')) [id = '', matter = ''] = line.slice(2).split(' ')
    else if (line !== '' && !line.startsWith('#')) {
      const [group = ''] = line.split(' ', 1)
      questions.push({ group, id, matter, text: line.slice(group.length + 1) })
    }
  }
  return questions
}

/** A text as far as two are the same question: without case, spaces, punctuation and the way of writing. */
export const plainly = (text: string): string =>
  simplified(text.normalize('NFKC').toLowerCase()).replace(/[\p{P}\p{S}\s]/gu, '')

const FOLDER = new URL('questions/', import.meta.url)

/** What the search learns from, by the author's file. */
export const learningSets = (): Map<string, Question[]> =>
  new Map(
    readdirSync(FOLDER)
      .toSorted()
      .map(name => [name.replace('.txt', ''), readQuestions(new URL(name, FOLDER))]),
  )
