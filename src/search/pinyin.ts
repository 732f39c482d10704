/** The finals that each initial takes. */
const TABLE = `
: a o e ai ei ao ou an en ang er
b: a o ai ei ao an en ang eng i ie iao ian in ing u
p: a o ai ei ao ou an en ang eng i ie iao ian in ing u
m: a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u
f: a o ei ou an en ang eng u
d: a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un
t: a e ai ei ao ou an ang eng ong i ie iao ian ing u uo ui uan un
n: a e ai ei ao ou an en ang eng ong i ie iao iu ian iang in ing u uo uan v ve
l: a e ai ei ao ou an ang eng ong i ia ie iao iu ian iang in ing u uo uan un v ve
g: a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang
k: a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang
h: a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang
j: i ia ie iao iu ian iang in ing iong u ue uan un
q: i ia ie iao iu ian iang in ing iong u ue uan un
x: i ia ie iao iu ian iang in ing iong u ue uan un
zh: a e i ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang
ch: a e i ai ao ou an en ang eng ong u ua uo uai ui uan un uang
sh: a e i ai ei ao ou an en ang eng u ua uo uai ui uan un uang
r: e i ao ou an en ang eng ong u ua uo ui uan un
z: a e i ai ei ao ou an en ang eng ong u uo ui uan un
c: a e i ai ao ou an en ang eng ong u uo ui uan un
s: a e i ai ao ou an en ang eng ong u uo ui uan un
y: a e i ao ou an ang in ing ong u ue uan un
w: a o ai ei an en ang eng u`
const SYLLABLES = new Set(
  TABLE.trim()
    .split('\n')
    .flatMap(line => {
      const [initial = '', finals = ''] = line.split(': ')
      return finals.split(' ').map(final => initial.replace(':', '') + final)
    }),
)
const MAX_LENGTH = 6
/** Cost of a letter that is left out; a syllable costs 1. */
const SKIP_COST = 10

/** One spelling for sounds that many people confuse: zh/z, ch/c, sh/s, -ng/-n, n-/l-. */
export const looseSyllable = (syllable: string): string =>
  syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/ng$/, 'n')
    .replace(/^n(?=.)/, 'l')

/**
 * Splits Latin letters into as few pinyin syllables as possible: `shensu` is shen su. Letters that fit no
 * syllable are left out; undefined when that is more than a fifth of them.
 */
export function syllablesIn(letters: string): string[] | undefined {
  type Split = { cost: number; syllables: string[] }
  const none: Split = { cost: 0, syllables: [] }
  /** The cheapest split of the first n letters. */
  const splits: Split[] = [none]
  for (let end = 1; end <= letters.length; end++) {
    const before = splits[end - 1] ?? none
    let best: Split = { cost: before.cost + SKIP_COST, syllables: before.syllables }
    for (let start = Math.max(0, end - MAX_LENGTH); start < end; start++) {
      const syllable = letters.slice(start, end)
      const split = splits[start]
      if (split && SYLLABLES.has(syllable) && split.cost + 1 < best.cost)
        best = { cost: split.cost + 1, syllables: [...split.syllables, syllable] }
    }
    splits.push(best)
  }
  const { syllables } = splits[letters.length] ?? none
  const skipped = letters.length - syllables.join('').length
  return syllables.length > 0 && skipped <= letters.length / 5 ? syllables : undefined
}
