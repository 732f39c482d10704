import { soundsOf } from './characters.ts'
import { loosely } from './pinyin.ts'
import type { Spelling } from './spelling.ts'
import { isHan, type Reading, readingOf, runsOf } from './spoken-form.ts'
import { createTrie } from './trie.ts'
import type { Vocabulary } from './vocabulary.ts'
import { functionWords, stem } from './words.ts'

/**
 * What a text is recognized by. A sign begins with its kind: `u` a Chinese character, `h` two that are neighbours, `v` a syllable,
 * `p` two of them, `w` a Latin word, `b` two of them, `c` a group of the vocabulary. The number is how strongly it is there, up to 1.
 */
export type Features = Map<string, number>

const BY_SOUND = 0.8

/** A reader of signs, with the groups of a vocabulary. Deterministic; the spelling mends Latin words first. */
export function createFeatures(seeGroups: Groups, spelling: Spelling): (text: string) => Features {
  return text => {
    const reading = readingOf(text, spelling)
    const features: Features = new Map()
    for (const run of reading.han) seeRun([...run], 'u', 'h', features)
    for (const run of reading.sounds) seeRun(run, 'v', 'p', features)
    seeRun(reading.latin, 'w', 'b', features)
    for (const word of functionWords) features.delete(`w${word}`)
    seeGroups(reading, features)
    return features
  }
}

/** Sees each part by itself, and each two that are neighbours. */
function seeRun(parts: string[], one: string, two: string, features: Features) {
  parts.forEach((part, at) => {
    features.set(one + part, 1)
    const next = parts[at + 1]
    if (next !== undefined) features.set(`${two}${part} ${next}`, 1)
  })
}

/** Adds the groups of a vocabulary that a reading speaks of. */
export type Groups = (reading: Reading, features: Features) => void

/** Finds the groups of the vocabulary in a reading: by their words, or by how those sound, which is less sure where there are characters. */
export function createGroups(vocabulary: Vocabulary): Groups {
  const written = createTrie()
  const sounding = createTrie()
  const latin = createTrie()
  for (const [group, words] of Object.entries(vocabulary))
    for (const word of words) {
      const runs = runsOf(word)
      if (runs.every(isHan)) {
        const characters = runs.join('')
        const sounds = soundsOf(characters).map(loosely)
        written.put(characters, group)
        if (sounds.length > 1) sounding.put(sounds, group)
      } else latin.put(runs.map(stem), group)
    }
  return ({ han, sounds, latin: words }, features) => {
    for (const run of han) written.find([...run], group => features.set(`c${group}`, 1))
    latin.find(words, group => features.set(`c${group}`, 1))
    const surely = han.length === 0 ? 1 : BY_SOUND
    for (const run of sounds)
      sounding.find(run, group => {
        if (!features.has(`c${group}`)) features.set(`c${group}`, surely)
      })
  }
}
