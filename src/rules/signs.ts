import { soundsOf } from './characters.ts'
import { createLexicon } from './lexicon.ts'
import { isHan, type Reading, readingOf, runsOf, spellSounds } from './reading.ts'
import type { Spelling } from './spelling.ts'
import type { Vocabulary } from './vocabulary.ts'
import { functionWords, stem } from './words.ts'

/**
 * What a text is recognized by. A sign begins with its kind: `h` Chinese characters and their neighbours, `p` the same by
 * sound, `w` Latin words and pairs of them, `c` groups of the vocabulary. The number is how strongly it is there, up to 1.
 */
export type Signs = Map<string, number>

const LONE_CHARACTER = 0.4
const LONE_SYLLABLE = 0.3
const BY_SOUND = 0.8

/** A reader of signs. Deterministic; the spelling mends Latin words first. */
export function createSigns(vocabulary: Vocabulary, spelling: Spelling): (text: string) => Signs {
  const groupsIn = createGroups(vocabulary)
  return text => {
    const reading = readingOf(text, spelling)
    const signs: Signs = new Map()
    const see = (sign: string, strength: number) => {
      if ((signs.get(sign) ?? 0) < strength) signs.set(sign, strength)
    }
    for (const run of reading.han)
      eachSlice(run, 2, slice => see(`h${slice}`, slice.length === 1 ? LONE_CHARACTER : 1))
    for (const run of reading.sounds)
      eachSlice(run, 2, slice => see(`p${slice}`, slice.length === 1 ? LONE_SYLLABLE : 1))
    eachPhrase(reading.latin, 2, (phrase, words) => {
      if (words > 1 || !functionWords.has(phrase)) see(`w${phrase}`, 1)
    })
    for (const [group, strength] of groupsIn(reading)) see(`c${group}`, strength)
    return signs
  }
}

function eachSlice(run: string, longest: number, see: (slice: string) => void) {
  for (let at = 0; at < run.length; at++)
    for (let end = at + 1; end <= Math.min(run.length, at + longest); end++) see(run.slice(at, end))
}

function eachPhrase(words: string[], longest: number, see: (phrase: string, words: number) => void) {
  words.forEach((word, at) => {
    let phrase = word
    see(phrase, 1)
    for (let size = 2; size <= longest && at + size <= words.length; size++) {
      phrase += ` ${words[at + size - 1]}`
      see(phrase, size)
    }
  })
}

/** Finds the groups of the vocabulary in a reading: by their words, or less surely by how those sound. */
function createGroups(vocabulary: Vocabulary): (reading: Reading) => Map<string, number> {
  const written = createLexicon()
  const sounding = createLexicon()
  const latin = createLexicon(' ')
  for (const [group, words] of Object.entries(vocabulary))
    for (const word of words) {
      const runs = runsOf(word)
      if (runs.every(isHan)) {
        const sounds = spellSounds(soundsOf(runs.join('')))
        written.put(runs.join(''), group)
        if (sounds.length > 1) sounding.put(sounds, group)
      } else latin.put(runs.map(stem).join(' '), group)
    }
  return reading => {
    const found = new Map<string, number>()
    const see = (strength: number) => (group: string) => {
      if ((found.get(group) ?? 0) < strength) found.set(group, strength)
    }
    for (const run of reading.han) written.find(run, see(1))
    for (const run of reading.sounds) sounding.find(run, see(BY_SOUND))
    latin.find(reading.latin.join(' '), see(1))
    return found
  }
}
