const DIGITS = '零一二三四五六七八九'
const ANY_NUMERAL = /[一二两三四五六七八九十]/
const NUMERAL = /([一二两三四五六七八九])?(十)?([一二三四五六七八九])?(?=个?[天日分次]|个工作日)/gu

/** Words that carry no meaning by themselves. */
export const stopWords: ReadonlySet<string> = new Set(
  `a an the of to is are was were be been am do does did i we you he she it they my our your their this that these those
  in on at for from by with as and or so if me us them there`.split(/\s+/),
)

const digitValue = (digit: string | undefined): number => (digit === '两' ? 2 : DIGITS.indexOf(digit ?? '零'))

/** Rewrites 三天 and 十五天 as 3天 and 15天, so that each spelling finds the other. */
const withArabicNumerals = (text: string): string =>
  !ANY_NUMERAL.test(text)
    ? text
    : text.replace(NUMERAL, (whole, first?: string, ten?: string, last?: string) => {
        if (whole === '') return whole
        if (ten === undefined) return `${digitValue(first)}${last === undefined ? '' : digitValue(last)}`
        return String((first === undefined ? 1 : digitValue(first)) * 10 + digitValue(last))
      })

/** NFKC and lower case, with the Chinese numerals of days, points and times as digits. */
export const normalize = (text: string): string => withArabicNumerals(text.normalize('NFKC').toLowerCase())

/** A light English stem: drops the plural, -ed, -ing and a final -e, and turns a final -y into -i. */
export const stem = (word: string): string => {
  if (word.length < 4) return word
  const singular = word
    .replace(/['’]s$/, '')
    .replace(/ies$/, 'y')
    .replace(/(?<=[^su])s$/, '')
  const bare = singular.replace(/(?<=[aeiouy].*[^aeiou]|[aeiouy]{2})(?:ed|ing)$/, '')
  return bare
    .replace(/(?<=([^aeiousl]))\1$/, '')
    .replace(/(?<=...)e$/, '')
    .replace(/y$/, 'i')
}
