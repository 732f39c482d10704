import { LRUCache } from 'lru-cache'
import { collectErrors } from '../collect-errors.ts'
import { loadHolidays } from '../rules/holiday-table.ts'
import { loadRuleBook, type RuleBook } from '../rules/rule-book.ts'
import { type Calendar, createCalendar } from '../rules/working-days.ts'
import type { Found } from './ranking.ts'
import { prepareSearch, type Search, type Teach } from './search.ts'
import { runNow } from './slices.ts'

/** The rules as the app uses them. */
export type Rules = {
  book: RuleBook
  calendar: Calendar
  search: Search
  /** Makes the search with a team's own phrasings. */
  teach: Teach
}

/** In UTF-16 units; of a pasted page only the beginning is searched for. */
export const maxQuestionLength = 1_000

/** People of a team ask the same things, and the search is the slowest part of an answer. */
const maxQuestions = 500

/** Paths of an operator's own files. */
type Paths = { ruleBook?: string | undefined; holidays?: string | undefined }

/** Loads the shipped rules or the operator's. Throws an Error that names the variable, file and place. */
export function loadRules({ ruleBook, holidays }: Paths = {}): Rules {
  const [book, table] = collectErrors(
    () => inFile('RULE_BOOK', ruleBook, loadRuleBook),
    () => inFile('HOLIDAYS', holidays, loadHolidays),
  )
  const prepared = prepareSearch(book)
  const teach: Teach = function* (asks) {
    return cached(yield* prepared(asks))
  }
  return { book, calendar: createCalendar(table), search: runNow(teach(new Map())), teach }
}

/** The search with its latest results cached; callers must not change them. */
function cached(search: Search): Search {
  const results = new LRUCache<string, Found>({ max: maxQuestions, memoMethod: search })
  return question => results.memo(question.slice(0, maxQuestionLength))
}

function inFile<T>(variable: string, path: string | undefined, load: (path?: string) => T): T {
  try {
    return load(path)
  } catch (error) {
    if (path === undefined || !(error instanceof Error)) throw error
    throw new Error(error.message.replaceAll(/^/gm, `${variable}: `), { cause: error })
  }
}
