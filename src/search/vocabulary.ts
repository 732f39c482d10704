import { readFileSync } from 'node:fs'

/** Groups of synonyms, by the group's name. */
export type Vocabulary = Record<string, readonly string[]>

/** Reads `vocabulary.txt`: words that people use about complaints in Chinese and English, a group a line. */
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
