import { expect, test } from 'vitest'
import { questionsOf } from '../../bench/questions.ts'
import { sourceOf } from '../../learn/from-questions.ts'
import { learningSets } from '../../learn/questions.ts'
import { loadKnowledge } from '../../src/rules/knowledge.ts'
import { loadRuleBook, type RuleBook } from '../../src/rules/rule-book.ts'
import { createSearch } from '../../src/rules/search.ts'

const book = loadRuleBook()
const learnt = [...learningSets().values()].flat()
const firstOf = (search: ReturnType<typeof createSearch>, question: string) =>
  search(question).hits.map(({ entry, part = entry }) => part.id)[0]

test('what the search knows was learnt from today’s book and questions; if not, run npm run learn', () => {
  expect(loadKnowledge().from).toBe(sourceOf(book, learnt))
})

test('no question that it is measured by was learnt from', () => {
  const known = new Set(learnt.map(({ text }) => text))
  const leaked = questionsOf('tuning').filter(({ text }) => known.has(text))
  expect(leaked.map(({ text }) => text)).toEqual([])
})

test('an operator who copies the book and changes a period keeps what was learnt', () => {
  const { entries } = book
  const changed = entries.map(entry => ({
    ...entry,
    ask: { zh: entry.ask.zh.map(ask => ask.replace('3天', '5天')), en: entry.ask.en },
  }))
  const search = createSearch({ ...book, periods: { ...book.periods, evidenceDays: 5 }, entries: changed })
  expect(firstOf(search, '申诉手滑乱填交了…还有第二把不')).toBe('appeal-once')
})

test('what was learnt about entries that a book does not have says nothing in it', () => {
  const few: RuleBook = {
    ...book,
    entries: book.entries.filter(({ id }) => /^(penalty|appeal-once)$/.test(id)),
  }
  const { hits } = createSearch({ ...few, outside: [] })('买家要提供什么证据')
  expect(hits.map(({ entry }) => entry.id).toSorted()).toEqual(['appeal-once', 'penalty'])
})

test('a team’s own way to ask is learnt on top, and changes nothing for others', () => {
  const odd = '月亮出来以后能不能敲门'
  const before = createSearch(book)
  const taught = createSearch(book, new Map([['night-hours', [odd]]]))
  expect(firstOf(taught, odd)).toBe('night-hours')
  expect(before(odd).covered).toBe(false)
  expect(createSearch(book)(odd)).toEqual(before(odd))
})
