import { readFileSync } from 'node:fs'

/** Groups of words that mean the same, by the group's name. */
export type Vocabulary = Record<string, readonly string[]>

/** The words that people use about complaints, in Chinese and English: `vocabulary.txt`, a group a line. */
export function loadVocabulary(): Vocabulary {
  const lines = readFileSync(new URL('vocabulary.txt', import.meta.url), 'utf8').split('\n')
  return Object.fromEntries(
    lines
      .filter(line => line !== '' && !line.startsWith('#'))
      .map(line => {
        const [group = '', words = ''] = line.split(': ')
        return [group, words.split(', ')]
      }),
  )
}
