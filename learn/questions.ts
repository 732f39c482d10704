import { readdirSync, readFileSync } from 'node:fs'
import { simplified } from '../src/search/characters.ts'

/**
 * A question of a group of askers. `id` is the entry that answers it, or `a|b` where either does, or `none`
 * where the book has no answer; then `matter` is what it is about.
 */
export type Question = { group: string; id: string; matter: string; text: string }

/**
 * Reads a file of questions: a line `= id` or `= none matter`, then its questions, one a line, each after its
 * group. `#` begins a remark.
 */
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

/** Equal for texts that differ only in case, spaces, punctuation and traditional writing. */
export const canonical = (text: string): string =>
  simplified(text.normalize('NFKC').toLowerCase()).replace(/[\p{P}\p{S}\s]/gu, '')

const FOLDER = new URL('questions/', import.meta.url)

/** The questions to learn from, by the name of their author's file. */
export const learningSets = (): Map<string, Question[]> =>
  new Map(
    readdirSync(FOLDER)
      .toSorted()
      .map(name => [name.replace('.txt', ''), readQuestions(new URL(name, FOLDER))]),
  )
