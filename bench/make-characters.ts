// `node bench/make-characters.ts` renews src/search/characters.txt from two libraries: the sound of every
// common character, and the simplified forms of traditional ones.
import { writeFileSync } from 'node:fs'
import { Converter } from 'opencc-js/t2cn'
import { pinyin } from 'pinyin-pro'

/** The 6,763 characters of GB 2312. */
function* common(): Generator<string> {
  const decoder = new TextDecoder('gb18030')
  for (let high = 0xb0; high <= 0xf7; high++)
    for (let low = 0xa1; low <= 0xfe; low++) {
      const character = decoder.decode(Uint8Array.of(high, low))
      if (/^\p{Script=Han}$/u.test(character)) yield character
    }
}

const bySound = new Map<string, string>()
const known = new Set(common())
for (const character of known) {
  const [sound = ''] = pinyin(character, { toneType: 'none', type: 'array', v: true })
  bySound.set(sound, (bySound.get(sound) ?? '') + character)
}

const convert = Converter({ from: 't', to: 'cn' })
let traditional = ''
let simplified = ''
for (let code = 0x4e00; code <= 0x9fff; code++) {
  const character = String.fromCharCode(code)
  const plain = convert(character)
  if (plain === character || plain.length !== 1 || !known.has(plain)) continue
  traditional += character
  simplified += plain
}

const sounds = [...bySound].sort(([one], [other]) => one.localeCompare(other, 'en'))
writeFileSync(
  new URL('../src/search/characters.txt', import.meta.url),
  `# How characters sound, without tones, and traditional characters above their simplified ones. Made by
# bench/make-characters.ts from pinyin-pro (MIT) and OpenCC's tables (Apache-2.0). Not to be edited by hand.
${sounds.map(([sound, characters]) => `${sound} ${characters}`).join('\n')}
traditional ${traditional}
simplified ${simplified}
`,
)
