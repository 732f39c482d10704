import { createCoverage } from './coverage.ts'
import { loadHolidays } from './holiday-table.ts'
import { loadRuleBook, type RuleBook } from './rule-book.ts'
import { createSearch, type Hit } from './search.ts'
import { type Calendar, createCalendar } from './working-days.ts'

/** The rules as the app uses them. */
export type Rules = {
  book: RuleBook
  calendar: Calendar
  /** Entries that answer a question, the best first. */
  search: (query: string) => Hit[]
  /** Whether the book has something to say about a question that was answered with these hits. */
  covers: (query: string, hits: readonly Hit[]) => boolean
}

/** A pasted page is judged by its beginning: this many characters. */
const longestQuestion = 1_000
const beginning = (query: string) => query.slice(0, longestQuestion)

/** Loads the shipped rule book and holidays, or the operator's; throws an Error that names the file and the place in it. */
export function loadRules(
  paths: { ruleBook?: string | undefined; holidays?: string | undefined } = {},
): Rules {
  const book = loadRuleBook(paths.ruleBook)
  const calendar = createCalendar(loadHolidays(paths.holidays))
  const search = createSearch(book)
  const coverage = createCoverage(book)
  return {
    book,
    calendar,
    search: query => search(beginning(query)),
    covers: (query, hits) => coverage(beginning(query), hits).covered,
  }
}
