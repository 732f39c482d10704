import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { isWeekend } from '../time/beijing.ts'

const day = z.iso.date({ error: issue => `${JSON.stringify(issue.input)} is no day (YYYY-MM-DD)` })
const notice = z.strictObject({ notice: z.string().optional(), off: z.array(day).min(1), work: z.array(day) })
const year = z.string().regex(/^20\d\d$/)
const table = z.record(year, notice, {
  error: 'years such as 2027, each with "off" and "work", are expected',
})

/**
 * The State Council's published notices by year. `off`: the days off that a notice names, weekends included;
 * `work`: make-up working Saturdays and Sundays; `notice`: where it was published.
 */
export type HolidayTable = z.infer<typeof table>

/** Reads notices from JSON. Throws an Error with a line per mistake: the source, the year and the date. */
export function parseHolidays(text: string, name: string): HolidayTable {
  const parsed = table.safeParse(readJson(text, name))
  const mistakes = parsed.success ? mistakesIn(parsed.data) : parsed.error.issues.map(describe)
  if (!parsed.success || mistakes.length > 0)
    throw new Error(mistakes.map(mistake => `${name}: ${mistake}`).join('\n'))
  return parsed.data
}

/** The shipped notices; an operator's file (HOLIDAYS) adds years or replaces whole years. */
export function loadHolidays(path?: string): HolidayTable {
  const shipped = parseHolidays(
    readFileSync(new URL('holidays.json', import.meta.url), 'utf8'),
    'holidays.json',
  )
  return path === undefined ? shipped : { ...shipped, ...parseHolidays(readFileSync(path, 'utf8'), path) }
}

function readJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new Error(`${name}: not JSON`, { cause: error })
  }
}

const describe = (issue: z.core.$ZodIssue) => `${issue.path.join('.') || 'the table'}: ${issue.message}`

/** Mistakes that the schema cannot find: dates of another year, dates listed twice, working days on weekdays. */
function mistakesIn(years: HolidayTable): string[] {
  return Object.entries(years).flatMap(([year, { off, work }]) => {
    const all = [...off, ...work]
    // A notice may name the last days of the December before its year.
    const elsewhere = all.filter(
      day => !day.startsWith(`${year}-`) && !day.startsWith(`${Number(year) - 1}-12-`),
    )
    const repeated = all.filter((day, index) => all.indexOf(day) !== index)
    return [
      ...elsewhere.map(day => `${year}: ${day} is not of that year`),
      ...repeated.map(day => `${year}: ${day} is listed twice`),
      ...work.filter(day => !isWeekend(day)).map(day => `${year}: ${day} is no weekend to be worked on`),
    ]
  })
}
