import { readFileSync } from 'node:fs'

const SOUNDS = new Map<string, string>()
const SIMPLIFIED = new Map<string, string>()

let traditional: string[] = []
for (const line of readFileSync(new URL('characters.txt', import.meta.url), 'utf8').split('\n')) {
  const [name = '', characters = ''] = line.split(' ')
  if (name === '#' || name === '') continue
  if (name === 'traditional') traditional = [...characters]
  else if (name === 'simplified')
    [...characters].forEach((character, index) => {
      SIMPLIFIED.set(traditional[index] ?? character, character)
    })
  else for (const character of characters) SOUNDS.set(character, name)
}

/** Contexts in which a character has another reading. */
const READINGS: [RegExp, string][] = [
  [/重(?=新|复|来|做|提|交|申)/u, 'chong'],
  [/长(?=时间)|(?<=多)长/u, 'chang'],
  [/调(?=休|解|整)/u, 'tiao'],
]
const HAS_READINGS = /[重长调]/u

/** One toneless pinyin syllable for each simplified character; other characters stay as they are. */
export function soundsOf(characters: string): string[] {
  const sounds = Array.from(characters, character => SOUNDS.get(character) ?? character)
  if (!HAS_READINGS.test(characters)) return sounds
  for (const [phrase, sound] of READINGS) {
    const at = characters.search(phrase)
    if (at >= 0) sounds[at] = sound
  }
  return sounds
}

/** Replaces traditional characters by simplified ones. */
export function simplified(text: string): string {
  for (const character of text)
    if (SIMPLIFIED.has(character)) return Array.from(text, each => SIMPLIFIED.get(each) ?? each).join('')
  return text
}
