import type { Entry, RuleBook, Scheme } from '../../rules/rule-book.ts'
import type { Lang, Words } from '../content.ts'
import { colon, comma } from '../vocabulary.ts'
import { bold, type Rich, rich } from './rich.ts'

const levels: Record<string, Words> = {
  upheld: { zh: '维权成立', en: 'upheld' },
  ordinary: { zh: '情节一般', en: 'ordinary' },
  serious: { zh: '情节严重', en: 'serious' },
  especiallySerious: { zh: '情节特别严重', en: 'especially serious' },
}

/** The penalty schemes that the answer's own text does not name, one on each line. */
export function schemeLines({ schemes, periods }: RuleBook, { answer }: Entry, lang: Lang): Rich[] {
  return Object.values(schemes)
    .filter(({ name }) => !answer[lang].includes(name[lang]))
    .map(({ name, levels: rows }) => {
      const parts = Object.entries(rows).map(([level, row]) => levelLine(level, row, periods.blockDays, lang))
      return rich`${bold(name[lang])}${colon[lang]}${parts.join({ zh: '；', en: '; ' }[lang])}`
    })
}

function levelLine(level: string, row: Scheme['levels'][string], blockDays: number, lang: Lang): string {
  const name = (Object.hasOwn(levels, level) ? levels[level]?.[lang] : undefined) ?? level
  const parts = {
    zh: [
      ...(row.points === undefined ? [] : [`每次扣 ${row.points} 分`]),
      ...(row.blocked ? [`店铺屏蔽 ${blockDays} 天`] : []),
      ...(row.frozen ? ['冻结账户'] : []),
    ],
    en: [
      ...(row.points === undefined ? [] : [`${row.points} points each time`]),
      ...(row.blocked ? [`shop blocked for ${blockDays} days`] : []),
      ...(row.frozen ? ['account frozen'] : []),
    ],
  }[lang]
  return `${name} ${parts.join(comma[lang])}`
}
