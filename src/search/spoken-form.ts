import { simplified, soundsOf } from './characters.ts'
import { looseSyllable, syllablesIn } from './pinyin.ts'
import type { Spelling } from './spelling.ts'
import { normalize, stem } from './words.ts'

/**
 * A text as the search sees it: runs of Chinese characters and digits, Latin words corrected and stemmed, and
 * runs of syllables from both characters and pinyin.
 */
export type Reading = { han: string[]; latin: string[]; sounds: string[][] }

const HAN = /^[\p{Script=Han}\d]/u
const RUN = /(?:\p{Script=Han}|\d)+|\p{Script=Latin}+/gu
const NOT = /\b(ca|do|did|does|is|was|wo|would|could|should|has|have|had|are|were)n['’]?t\b/g
const AROUND_DIGITS = /(?<=[\p{Script=Han}\d])\s+(?=\d)|(?<=\d)\s+(?=\p{Script=Han})/gu
/** In UTF-16 units; of a pasted page only the beginning is read. */
const maxLength = 400

/** Splits a text into runs of Chinese characters and digits, and single Latin words. */
export const runsOf = (text: string): string[] =>
  normalize(simplified(text.slice(0, maxLength)))
    .replace(NOT, '$1 not')
    .replace(AROUND_DIGITS, '')
    .match(RUN) ?? []

export const isHan = (run: string): boolean => HAN.test(run)

const countLetters = (words: string[]): number => words.join('').length

/** Reads a text. Latin words are taken for pinyin if most of the unknown ones fall into syllables. */
export function readingOf(text: string, spelling: Spelling): Reading {
  const runs = runsOf(text)
  const words = runs.filter(run => !isHan(run))
  const unknown = words.filter(word => !spelling.knows(word))
  const syllables = new Map(unknown.length > 0 ? words.map(word => [word, syllablesIn(word)]) : [])
  const isPinyin = (word: string) => syllables.get(word)?.join('') === word
  const mayBePinyin = (word: string) =>
    isPinyin(word) || (syllables.get(word) !== undefined && spelling.correct(word) === word)
  const letters = countLetters(words)
  const allPinyin =
    countLetters(unknown.filter(mayBePinyin)) > 0.5 * letters ||
    (words.every(isPinyin) && countLetters(unknown) > 0.3 * letters)

  const sounds: string[][] = []
  let run: string[] = []
  for (const word of runs) {
    const spelled = syllables.get(word)
    const isPinyinWord = spelled && spelled.length > 1 && !spelling.knows(word) && isPinyin(word)
    if (isHan(word)) run.push(...soundsOf(word))
    else if (spelled && (allPinyin || isPinyinWord)) run.push(...spelled)
    else {
      sounds.push(run)
      run = []
    }
  }
  sounds.push(run)
  return {
    han: runs.filter(isHan),
    latin: allPinyin ? [] : words.map(word => stem(spelling.correct(word))),
    sounds: sounds.filter(each => each.length > 0).map(each => each.map(looseSyllable)),
  }
}
