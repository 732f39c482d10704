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
    for (const run of reading.han) seeRun(run, 'h', LONE_CHARACTER, see)
    for (const run of reading.sounds) seeRun(run, 'p', LONE_SYLLABLE, see)
    reading.latin.forEach((word, at) => {
      if (!functionWords.has(word)) see(`w${word}`, 1)
      const next = reading.latin[at + 1]
      if (next !== undefined) see(`b${word} ${next}`, 1)
    })
    groupsIn(reading, see)
    return signs
  }
}

type See = (sign: string, strength: number) => void

function seeRun(run: string, kind: string, alone: number, see: See) {
  for (let at = 0; at < run.length; at++) {
    see(kind + run.charAt(at), alone)
    if (at + 1 < run.length) see(kind + run.slice(at, at + 2), 1)
  }
}

/** Where in a text a group of the vocabulary is. */
type Place = { group: string; at: number }

/** Finds the groups of the vocabulary in a reading: by their words, or less surely by how those sound. */
function createGroups(vocabulary: Vocabulary): (reading: Reading, see: See) => void {
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
  return ({ han, sounds, latin: words }, see) => {
    const places: Place[] = []
    const put = (from: number) => (group: string, at: number) => {
      see(`c${group}`, 1)
      places.push({ group, at: from + at })
    }
    let from = 0
    for (const run of han) {
      written.find(run, put(from))
      from += run.length + 1
    }
    seeSides(places, 12, see)
    places.length = 0
    latin.find(words.join(' '), put(0))
    seeSides(places, 40, see)
    for (const run of sounds) sounding.find(run, group => see(`c${group}`, BY_SOUND))
  }
}

/** Whose side the people of a group are on. */
const SIDES = new Map([
  ['buyer', 'buyer'],
  ['they', 'buyer'],
  ['seller', 'us'],
  ['we', 'us'],
])

/** Who does what, and to whom: the last one named before it, and the next one after it, within some letters. */
function seeSides(places: Place[], reach: number, see: See) {
  places.sort((one, other) => one.at - other.at)
  let before: { side: string; at: number } | undefined
  places.forEach(({ group, at }, index) => {
    const side = SIDES.get(group)
    if (side !== undefined) {
      before = { side, at }
      return
    }
    const who = before !== undefined && at - before.at <= reach ? before.side : 'nobody'
    see(`r${who}>${group}`, 1)
    const next = places.slice(index + 1).find(place => SIDES.has(place.group))
    if (next !== undefined && next.at - at <= reach / 2) see(`r${group}>${SIDES.get(next.group)}`, 1)
  })
}
