import { expect, test } from 'vitest'
import { questionsOf } from '../../bench/questions.ts'
import { score } from '../../bench/score.ts'
import { loadRuleBook } from '../../src/rules/rule-book.ts'
import { createSearch } from '../../src/search/search.ts'

// The tuning questions are not phrases of the book, so nothing leaks. The limits are a little below the
// measured figures, to catch a change that makes answers worse; `npm run bench:answers` measures questions
// that were never tuned to.
const book = loadRuleBook()
const search = createSearch(book)
const questions = questionsOf('tuning')
const result = score(book, questions, text => {
  const { hits, covered } = search(text)
  return { covered, ids: hits.map(({ entry }) => entry.id) }
})
const percent = (part: number, of: number) => (100 * part) / of

test('There are several questions for every entry, every group and matters outside the book', () => {
  for (const { id } of book.entries)
    expect(questions.filter(each => each.id === id).length, id).toBeGreaterThanOrEqual(8)
  expect([...result.groups.keys()].toSorted()).toEqual(
    ['en', 'en-typo', 'formal', 'hant', 'mixed', 'pinyin', 'typo', 'zh'].toSorted(),
  )
  expect(result.unhedgedOutside.of).toBeGreaterThanOrEqual(50)
})

test('97 % find their entry first and 99 % within three; few are hedged wrongly', () => {
  const { all, hedgedInside, unhedgedOutside } = result
  expect(percent(all.first, all.of)).toBeGreaterThan(97)
  expect(percent(all.within3, all.of)).toBeGreaterThan(99)
  expect(percent(hedgedInside.wrong, hedgedInside.of)).toBeLessThan(2)
  expect(percent(unhedgedOutside.wrong, unhedgedOutside.of)).toBeLessThan(4)
  for (const [group, { first, of }] of result.groups) expect(percent(first, of), group).toBeGreaterThan(92)
})
