import { loadHolidays } from './holiday-table.ts'
import { loadRuleBook, type RuleBook } from './rule-book.ts'
import { createSearch, type Search } from './search.ts'
import { type Calendar, createCalendar } from './working-days.ts'

/** The rules as the app uses them. */
export type Rules = {
  book: RuleBook
  calendar: Calendar
  /** What the book has for a question. */
  search: Search
}

/** A pasted page is judged by its beginning: this many characters. */
export const longestQuestion = 1_000
const beginning = (query: string) => query.slice(0, longestQuestion)

/** Loads the shipped rule book and holidays, or the operator's; throws an Error that names the file and the place in it. */
export function loadRules(
  paths: { ruleBook?: string | undefined; holidays?: string | undefined } = {},
): Rules {
  const book = loadRuleBook(paths.ruleBook)
  const calendar = createCalendar(loadHolidays(paths.holidays))
  const search = createSearch(book)
  return { book, calendar, search: query => search(beginning(query)) }
}
