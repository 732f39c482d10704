import { simplified, soundsOf } from './characters.ts'
import { loosely, syllablesIn } from './pinyin.ts'
import type { Spelling } from './spelling.ts'
import { normalize, stem } from './words.ts'

/**
 * A text as the search sees it: runs of Chinese characters and digits; Latin words, mended and stemmed; and how it
 * sounds, in runs of syllables, whether it was written in characters or in pinyin.
 */
export type Reading = { han: string[]; latin: string[]; sounds: string[][] }

const HAN = /^[\p{Script=Han}\d]/u
const RUN = /(?:\p{Script=Han}|\d)+|\p{Script=Latin}+/gu
const NOT = /\b(ca|do|did|does|is|was|wo|would|could|should|has|have|had|are|were)n['’]?t\b/g
const AROUND_DIGITS = /(?<=[\p{Script=Han}\d])\s+(?=\d)|(?<=\d)\s+(?=\p{Script=Han})/gu
/** A pasted page is read by its beginning. */
const MOST = 400

/** A text in runs: Chinese characters and digits together, Latin words one by one. */
export const runsOf = (text: string): string[] =>
  normalize(simplified(text.slice(0, MOST)))
    .replace(NOT, '$1 not')
    .replace(AROUND_DIGITS, '')
    .match(RUN) ?? []

export const isHan = (run: string): boolean => HAN.test(run)

const lettersIn = (words: string[]): number => words.join('').length

/** Reads a text; Latin words are pinyin where most of what is no known word falls into syllables. */
export function readingOf(text: string, { knows, mend }: Spelling): Reading {
  const runs = runsOf(text)
  const latin = runs.filter(run => !isHan(run))
  const strange = latin.filter(word => !knows(word))
  const syllables = new Map(strange.length > 0 ? latin.map(word => [word, syllablesIn(word)]) : [])
  const isWhole = (word: string) => syllables.get(word)?.join('') === word
  const allPinyin =
    lettersIn(strange.filter(word => isWhole(word) || (syllables.get(word) && mend(word) === word))) >
      0.5 * lettersIn(latin) ||
    (latin.every(isWhole) && lettersIn(strange) > 0.3 * lettersIn(latin))

  const sounds: string[][] = []
  let run: string[] = []
  for (const word of runs) {
    const spelled = syllables.get(word)
    const inPassing = spelled && spelled.length > 1 && !knows(word) && isWhole(word)
    if (isHan(word)) run.push(...soundsOf(word))
    else if (spelled && (allPinyin || inPassing)) run.push(...spelled)
    else {
      sounds.push(run)
      run = []
    }
  }
  sounds.push(run)
  return {
    han: runs.filter(isHan),
    latin: allPinyin ? [] : latin.map(word => stem(mend(word))),
    sounds: sounds.filter(each => each.length > 0).map(each => each.map(loosely)),
  }
}
