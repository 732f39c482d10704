import { soundsOf } from './characters.ts'
import { createLexicon } from './lexicon.ts'
import { isHan, type Reading, readingOf, runsOf, spellSounds } from './reading.ts'
import type { Spelling } from './spelling.ts'
import type { Vocabulary } from './vocabulary.ts'
import { functionWords, stem } from './words.ts'

/**
 * What a text is recognized by. A sign begins with its kind: `h` Chinese characters and their neighbours, `p` the same by
 * sound, `w` Latin words, `b` pairs of them, `c` groups of the vocabulary, `r` who does such a thing, or to whom. The number is
 * how strongly it is there, up to 1.
 */
export type Signs = Map<string, number>

const BY_SOUND = 0.8

/** A reader of signs. Deterministic; the spelling mends Latin words first. */
export function createSigns(vocabulary: Vocabulary, spelling: Spelling): (text: string) => Signs {
  const seeGroups = createGroups(vocabulary)
  return text => {
    const reading = readingOf(text, spelling)
    const signs: Signs = new Map()
    for (const run of reading.han) seeRun(run, 'h', signs)
    for (const run of reading.sounds) seeRun(run, 'p', signs)
    reading.latin.forEach((word, at) => {
      if (!functionWords.has(word)) signs.set(`w${word}`, 1)
      const next = reading.latin[at + 1]
      if (next !== undefined) signs.set(`b${word} ${next}`, 1)
    })
    seeGroups(reading, signs)
    return signs
  }
}

/** Sees each pair of neighbours; a lone character says little, so only where there is nothing else. */
function seeRun(run: string, kind: string, signs: Signs) {
  if (run.length === 1) signs.set(kind + run, 1)
  for (let at = 0; at + 1 < run.length; at++) signs.set(kind + run.slice(at, at + 2), 1)
}

/** Where in a text a group of the vocabulary is. */
type Place = { group: string; at: number }

const codesOf = (run: string): number[] => Array.from({ length: run.length }, (_, at) => run.charCodeAt(at))

/** Finds the groups of the vocabulary in a reading: by their words, or by how those sound, which is less sure where there are characters. */
function createGroups(vocabulary: Vocabulary): (reading: Reading, signs: Signs) => void {
  const written = createLexicon<number>()
  const sounding = createLexicon<number>()
  const latin = createLexicon<string>()
  for (const [group, words] of Object.entries(vocabulary))
    for (const word of words) {
      const runs = runsOf(word)
      if (runs.every(isHan)) {
        const characters = runs.join('')
        const sounds = spellSounds(soundsOf(characters))
        written.put(codesOf(characters), group)
        if (sounds.length > 1) sounding.put(codesOf(sounds), group)
      } else latin.put(runs.map(stem), group)
    }
  return ({ han, sounds, latin: words }, signs) => {
    const places: Place[] = []
    const put = (from: number) => (group: string, at: number) => {
      signs.set(`c${group}`, 1)
      places.push({ group, at: from + at })
    }
    let from = 0
    for (const run of han) {
      written.find(codesOf(run), put(from))
      from += run.length + 1
    }
    seeSides(places, 12, signs)
    places.length = 0
    latin.find(words, put(0))
    seeSides(places, 8, signs)
    const surely = han.length === 0 ? 1 : BY_SOUND
    for (const run of sounds)
      sounding.find(codesOf(run), group => {
        if (!signs.has(`c${group}`)) signs.set(`c${group}`, surely)
      })
  }
}

/** Whose side the people of a group are on. */
const SIDES = new Map([
  ['buyer', 'buyer'],
  ['they', 'buyer'],
  ['seller', 'us'],
  ['we', 'us'],
])

/** Who does what, and to whom: the last one named before it, and the next one after it, within so many characters or words. */
function seeSides(places: Place[], reach: number, signs: Signs) {
  places.sort((one, other) => one.at - other.at)
  let before: { side: string; at: number } | undefined
  places.forEach(({ group, at }, index) => {
    const side = SIDES.get(group)
    if (side !== undefined) {
      before = { side, at }
      return
    }
    const who = before !== undefined && at - before.at <= reach ? before.side : 'nobody'
    signs.set(`r${who}>${group}`, 1)
    const next = places.slice(index + 1).find(place => SIDES.has(place.group))
    if (next !== undefined && next.at - at <= reach / 2) signs.set(`r${group}>${SIDES.get(next.group)}`, 1)
  })
}
