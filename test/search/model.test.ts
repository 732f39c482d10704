import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { names, questionsOf } from '../../bench/questions.ts'
import { learnFrom } from '../../learn/from-questions.ts'
import { canonical, learningSets, readQuestions } from '../../learn/questions.ts'
import { loadRuleBook, type RuleBook } from '../../src/rules/rule-book.ts'
import { loadModel } from '../../src/search/model.ts'
import { phrasesOf } from '../../src/search/phrases.ts'
import { createSearch } from '../../src/search/search.ts'

const book = loadRuleBook()
const learnt = [...learningSets().values()].flat()
const firstOf = (search: ReturnType<typeof createSearch>, question: string) =>
  search(question).hits.map(({ entry, part = entry }) => part.id)[0]

test('The model is up to date with the book and the questions; if not, run npm run learn', () => {
  const now = JSON.parse(JSON.stringify(learnFrom(book, learnt)))
  expect(isDeepStrictEqual(now, loadModel())).toBe(true)
})

test.each(names)('No asked question of %s was learnt from, and few had to be left out', name => {
  const known = new Set([...learnt, ...phrasesOf(book)].map(({ text }) => canonical(text)))
  const asked = questionsOf(name)
  expect(asked.filter(({ text }) => known.has(canonical(text))).map(({ text }) => text)).toEqual([])
  const all = readQuestions(new URL(`../../bench/questions/${name}.txt`, import.meta.url))
  expect(asked.length).toBeGreaterThan(0.94 * all.length)
})

test('An operator’s copy of the book with another period keeps the model', () => {
  const { entries } = book
  const changed = entries.map(entry => ({
    ...entry,
    ask: { zh: entry.ask.zh.map(ask => ask.replace('3天', '5天')), en: entry.ask.en },
  }))
  const search = createSearch({ ...book, periods: { ...book.periods, evidenceDays: 5 }, entries: changed })
  expect(firstOf(search, '申诉手滑乱填交了…还有第二把不')).toBe('appeal-once')
})

test('A class of the model is not used for another book that gives its id another meaning', () => {
  const other: RuleBook = {
    ...book,
    outside: [],
    entries: book.entries
      .filter(({ id }) => id === 'penalty' || id === 'appeal-once')
      .map(entry => ({
        ...entry,
        question: { zh: '摊位费多少钱', en: 'how much is the stall fee' },
        ask: { zh: [`${entry.id}摊位`], en: [] },
        keywords: [],
      })),
  }
  for (const question of ['被判骚扰扣几分', '申诉几次', 'how many points do we lose'])
    expect(createSearch(other)(question).covered).toBe(false)
  expect(createSearch(book)('被判骚扰扣几分').covered).toBe(true)
})

test('A team’s own phrasing is learnt on top and changes nothing for others', () => {
  const odd = '月亮出来以后能不能敲门'
  const before = createSearch(book)
  const taught = createSearch(book, new Map([['night-hours', [odd]]]))
  expect(firstOf(taught, odd)).toBe('night-hours')
  expect(before(odd).covered).toBe(false)
  expect(createSearch(book)(odd)).toEqual(before(odd))
})

test.each([
  ['penalty', 'points'],
  ['penalty', '关店'],
  ['evidence-window', '举证逾期了怎么办'],
  ['what-counts', '买家骚扰我们客服 我们骂回去算骚扰吗'],
])('A team can teach that %s is asked by “%s”', (id, text) => {
  expect(createSearch(book)(text).covered).toBe(false)
  const taught = createSearch(book, new Map([[id, [text]]]))(text)
  expect(taught.covered).toBe(true)
  expect(taught.hits[0]?.entry.id).toBe(id)
})

test('A team can teach a phrasing of a matter outside the book', () => {
  const odd = '月亮出来以后能不能敲门'
  const { covered, elsewhere } = createSearch(book, new Map([['points-reset', [odd]]]))(odd)
  expect({ covered, id: elsewhere?.id }).toEqual({ covered: false, id: 'points-reset' })
})

test('A search is not changed by earlier questions', () => {
  const search = createSearch(book, new Map([['penalty', ['月亮']]]))
  const before = search('收到投诉几天内举证')
  for (const { text } of learnt.slice(0, 500)) search(text)
  expect(search('收到投诉几天内举证')).toEqual(before)
})
