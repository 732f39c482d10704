import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { answerContent } from '../../src/messages/answers/answers.ts'
import { parseRuleBook } from '../../src/rules/rule-book.ts'
import { createSearch } from '../../src/search/search.ts'
import { reading } from '../messages/reading.ts'
import { at, calendar } from '../messages/samples.ts'

const page = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8')
const text = /```yaml\n(version:[\s\S]*?)```/.exec(page)?.[1] ?? ''
const book = parseRuleBook(text, 'docs/rules.md')
const search = createSearch(book)

test.each([
  ['收到投诉多久内要回应', 'answer-time'],
  ['zhengju shenme shihou jiao', 'answer-time'],
  ['when is the answer due', 'answer-time'],
  ['管理員會來嗎', 'inspector-visit'],
  ['will the inspecter come', 'inspector-visit'],
  ['打扰顾客扣多少分', 'penalty'],
  ['how are we punished', 'penalty'],
])('The second book answers %s', (question, id) => {
  const { hits, covered } = search(question)
  expect(hits[0]?.entry.id).toBe(id)
  expect(covered).toBe(true)
})

test.each(['thanks', '你好', '优惠券怎么发', 'how to open a shop', '店铺被人盗了', 'qianniu mima wang le'])(
  'The model of the shipped book does not make %s a question about this one',
  question => {
    expect(search(question).covered).toBe(false)
  },
)

test('It has its own outside matters and none of the first book’s numbers', () => {
  expect(search('摊位费怎么交')).toMatchObject({ covered: false, elsewhere: { id: 'stall-fee' } })
  const [penalty] = book.entries.filter(({ id }) => id === 'penalty')
  if (!penalty) throw new Error('no penalty')
  const asked = { question: '扣几分', lang: 'zh' as const, now: at('2026-11-20 12:00'), calendar }
  const words = reading(answerContent(book, { entry: penalty }, [], asked).blocks)
  expect(words).toContain('每次 6 分；情节严重的 20 分，并停业 3 天')
  expect(words).toContain('出处：第五章。规则书第 market-2 版，核对至 2026-10-01')
  expect(words).not.toMatch(/12 分|48 分|7 天/)
})
