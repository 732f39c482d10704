import { soundsOf } from './characters.ts'
import { looseSyllable } from './pinyin.ts'
import type { Spelling } from './spelling.ts'
import { isHan, type Reading, readingOf, runsOf } from './spoken-form.ts'
import { createTrie } from './trie.ts'
import type { Vocabulary } from './vocabulary.ts'
import { stem, stopWords } from './words.ts'

/**
 * The features of a text, each with its strength up to 1. The first letter is the kind: `u` a Chinese
 * character, `h` two neighbouring ones, `v` a syllable, `p` two of them, `w` a Latin word, `b` two of them,
 * `c` a group of the vocabulary.
 */
export type Features = Map<string, number>

export type FeatureExtractor = (text: string) => Features

/** Strength of a vocabulary group that is recognized by its sound although the text has characters. */
const soundStrength = 0.8

/** Extracts features deterministically, after correcting Latin words with `spelling`. */
export function createExtractor(groupsIn: GroupMatcher, spelling: Spelling): FeatureExtractor {
  return text => {
    const reading = readingOf(text, spelling)
    const features: Features = new Map()
    for (const run of reading.han) addRun([...run], 'u', 'h', features)
    for (const run of reading.sounds) addRun(run, 'v', 'p', features)
    addRun(reading.latin, 'w', 'b', features)
    for (const word of stopWords) features.delete(`w${word}`)
    for (const [group, strength] of groupsIn(reading)) features.set(`c${group}`, strength)
    return features
  }
}

function addRun(parts: string[], single: string, pair: string, features: Features) {
  parts.forEach((part, index) => {
    features.set(single + part, 1)
    const next = parts[index + 1]
    if (next !== undefined) features.set(`${pair}${part} ${next}`, 1)
  })
}

/** The vocabulary groups in a reading, with their strength. */
export type GroupMatcher = (reading: Reading) => Map<string, number>

/** Matches groups by their words and, less surely where there are characters, by how those words sound. */
export function createGroupMatcher(vocabulary: Vocabulary): GroupMatcher {
  const { written, spoken, latin } = indexed(vocabulary)
  return ({ han, sounds, latin: words }) => {
    const groups = new Map<string, number>()
    for (const run of han) written.find([...run], group => groups.set(group, 1))
    latin.find(words, group => groups.set(group, 1))
    const strength = han.length === 0 ? 1 : soundStrength
    for (const run of sounds)
      spoken.find(run, group => {
        if (!groups.has(group)) groups.set(group, strength)
      })
    return groups
  }
}

function indexed(vocabulary: Vocabulary) {
  const written = createTrie()
  const spoken = createTrie()
  const latin = createTrie()
  for (const [group, words] of Object.entries(vocabulary))
    for (const word of words) {
      const runs = runsOf(word)
      if (runs.every(isHan)) {
        const characters = runs.join('')
        const sounds = soundsOf(characters).map(looseSyllable)
        written.add(characters, group)
        // A single syllable sounds like too many words.
        if (sounds.length > 1) spoken.add(sounds, group)
      } else latin.add(runs.map(stem), group)
    }
  return { written, spoken, latin }
}
