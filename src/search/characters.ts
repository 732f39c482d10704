import { readFileSync } from 'node:fs'

const SOUNDS = new Map<string, string>()
const SIMPLIFIED = new Map<string, string>()

let traditional: string[] = []
for (const line of readFileSync(new URL('characters.txt', import.meta.url), 'utf8').split('\n')) {
  const [name = '', characters = ''] = line.split(' ')
  if (name === '#' || name === '') continue
  if (name === 'traditional') traditional = [...characters]
  else if (name === 'simplified')
    [...characters].forEach((character, at) => {
      SIMPLIFIED.set(traditional[at] ?? character, character)
    })
  else for (const character of characters) SOUNDS.set(character, name)
}

/** Where a character is read otherwise than alone. */
const READINGS: [RegExp, string][] = [
  [/重(?=新|复|来|做|提|交|申)/u, 'chong'],
  [/长(?=时间)|(?<=多)长/u, 'chang'],
  [/调(?=休|解|整)/u, 'tiao'],
]
const READ_OTHERWISE = /[重长调]/u

/** The pinyin syllables of simplified characters, without tones, one for each; what is no common character stays. */
export function soundsOf(characters: string): string[] {
  const sounds = Array.from(characters, character => SOUNDS.get(character) ?? character)
  if (!READ_OTHERWISE.test(characters)) return sounds
  for (const [phrase, sound] of READINGS) {
    const at = characters.search(phrase)
    if (at >= 0) sounds[at] = sound
  }
  return sounds
}

/** Traditional characters as simplified ones; the rest stays. */
export function simplified(text: string): string {
  for (const character of text)
    if (SIMPLIFIED.has(character)) return Array.from(text, each => SIMPLIFIED.get(each) ?? each).join('')
  return text
}
