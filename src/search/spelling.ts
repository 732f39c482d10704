import { editDistance } from './edit-distance.ts'

/** Latin words that are known, and what one that is not was meant to be. */
export type Spelling = { knows: (word: string) => boolean; mend: (word: string) => string }

/** How many slips of the keyboard a word of a length may hold. */
const slipsIn = (length: number): number => (length < 3 ? 0 : length < 6 ? 1 : length < 11 ? 2 : 3)

/** Which letters a word has, a bit each. */
const lettersOf = (word: string): number =>
  Array.from(word).reduce((bits, letter) => bits | (1 << (letter.charCodeAt(0) % 32)), 0)

function bitsIn(number: number): number {
  let count = 0
  for (let rest = number; rest !== 0; rest &= rest - 1) count++
  return count
}

/**
 * Mends mistyped Latin words: a known word stays, another becomes the known word that is nearest to it, if one is near.
 * Of two equally near ones the commoner wins. `known`: each word with how often it is used.
 */
export function createSpelling(known: ReadonlyMap<string, number>): Spelling {
  const words = [...known].map(([word, uses]) => ({ word, uses, letters: lettersOf(word) }))
  const mended = new Map<string, string>()

  const mend = (typed: string): string => {
    const allowed = slipsIn(typed.length)
    const letters = lettersOf(typed)
    let best = { word: typed, slips: allowed + 1, uses: 0 }
    for (const { word, uses, letters: others } of words) {
      if (Math.abs(word.length - typed.length) > allowed || bitsIn(letters ^ others) > 2 * allowed) continue
      const slips = editDistance(typed, word) + (word[0] === typed[0] ? 0 : 0.5)
      if (slips < best.slips || (slips === best.slips && uses > best.uses)) best = { word, slips, uses }
    }
    return best.word
  }

  return {
    knows: word => known.has(word),
    mend(typed) {
      if (known.has(typed)) return typed
      const memoized = mended.get(typed)
      if (memoized !== undefined) return memoized
      if (mended.size > 5_000) mended.clear()
      const word = mend(typed)
      mended.set(typed, word)
      return word
    },
  }
}
