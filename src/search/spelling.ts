import { editDistance } from './edit-distance.ts'

/** Corrects Latin words. `knows`: true for a word that is spelt right. */
export type Spelling = { knows: (word: string) => boolean; correct: (word: string) => string }

/** Typing slips tolerated in a word of this length. */
const maxSlips = (length: number): number => (length < 3 ? 0 : length < 6 ? 1 : length < 11 ? 2 : 3)

/** The letters of a word as a bit set. */
const letterBits = (word: string): number =>
  Array.from(word).reduce((bits, letter) => bits | (1 << (letter.charCodeAt(0) % 32)), 0)

function countBits(number: number): number {
  let count = 0
  for (let rest = number; rest !== 0; rest &= rest - 1) count++
  return count
}

/**
 * Corrects an unknown word to the nearest known one, if one is near; ties go to the more common word.
 * `uses`: how often each known word is used.
 */
export function createSpelling(uses: ReadonlyMap<string, number>): Spelling {
  const words = [...uses].map(([word, count]) => ({ word, count, letters: letterBits(word) }))
  return {
    knows: word => uses.has(word),
    correct(typed) {
      if (uses.has(typed)) return typed
      const allowed = maxSlips(typed.length)
      const typedLetters = letterBits(typed)
      let best = { word: typed, slips: allowed + 1, count: 0 }
      for (const { word, count, letters } of words) {
        if (Math.abs(word.length - typed.length) > allowed) continue
        // A slip changes two letters of the set at most: cheaper to rule out than the edit distance.
        if (countBits(typedLetters ^ letters) > 2 * allowed) continue
        const slips = editDistance(typed, word) + (word[0] === typed[0] ? 0 : 0.5)
        if (slips < best.slips || (slips === best.slips && count > best.count)) best = { word, slips, count }
      }
      return best.word
    },
  }
}
