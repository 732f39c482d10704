import { collectErrors } from '../collect-errors.ts'
import { loadHolidays } from '../rules/holiday-table.ts'
import { loadRuleBook, type RuleBook } from '../rules/rule-book.ts'
import { type Calendar, createCalendar } from '../rules/working-days.ts'
import { prepareSearch, type Search, type Teach } from './search.ts'
import { atOnce } from './slices.ts'

/** The rules as the app uses them. */
export type Rules = {
  book: RuleBook
  calendar: Calendar
  /** What the book has for a question. */
  search: Search
  /** The same with a team's own ways to ask. */
  teach: Teach
}

/** A pasted page is judged by its beginning: this many characters. */
export const maxQuestionLength = 1_000
const beginning = (query: string) => query.slice(0, maxQuestionLength)

/** Loads the shipped rule book and holidays, or the operator's; throws an Error that names the variable, the file and the place in it. */
export function loadRules({ ruleBook, holidays }: Paths = {}): Rules {
  const [book, table] = collectErrors(
    () => inFile('RULE_BOOK', ruleBook, loadRuleBook),
    () => inFile('HOLIDAYS', holidays, loadHolidays),
  )
  const teach = prepareSearch(book)
  const search = atOnce(teach(new Map()))
  return { book, calendar: createCalendar(table), search: query => search(beginning(query)), teach }
}

/** Where an operator has put their own. */
type Paths = { ruleBook?: string | undefined; holidays?: string | undefined }

function inFile<T>(variable: string, path: string | undefined, load: (path?: string) => T): T {
  try {
    return load(path)
  } catch (error) {
    if (path === undefined || !(error instanceof Error)) throw error
    throw new Error(error.message.replaceAll(/^/gm, `${variable}: `), { cause: error })
  }
}
