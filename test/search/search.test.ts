import { expect, test } from 'vitest'
import { loadRuleBook } from '../../src/rules/rule-book.ts'
import { loadRules } from '../../src/search/load-rules.ts'
import { createSearch } from '../../src/search/search.ts'

const book = loadRuleBook()
const search = createSearch(book)
const found = (query: string): string[] => search(query).hits.map(({ entry, part = entry }) => part.id)
const judged = (query: string) => {
  const { covered, elsewhere } = search(query)
  return { covered, elsewhere }
}

const LANGUAGES = ['zh', 'en'] as const
const cases = book.entries.flatMap(entry => LANGUAGES.map(language => ({ id: entry.id, language, entry })))

test.each(cases)('$id is found first by its question ($language)', ({ id, language, entry }) => {
  expect(found(entry.question[language])[0]).toBe(id)
})

test.each(cases)(
  '$id is among the first three for each of its phrasings ($language)',
  ({ id, language, entry }) => {
    const lost = entry.ask[language].filter(ask => !found(ask).slice(0, 3).includes(id))
    expect(lost).toEqual([])
  },
)

test('95 % of the phrasings find their entry first', () => {
  const asks = cases.flatMap(({ id, language, entry }) => entry.ask[language].map(ask => ({ id, ask })))
  const first = asks.filter(({ id, ask }) => found(ask)[0] === id)
  expect(first.length / asks.length).toBeGreaterThan(0.95)
})

test.each([
  ['客服几天处理', 'decision-time'],
  ['处罚了再撤诉行不行', 'withdraw-after'],
  ['申诉几次机会', 'appeal-once'],
  ['給買家寄了冥幣', 'especially-serious'],
  ['十五天怎么算', 'days-how-counted'],
  ['店铺屏蔽　７天', 'block-end'],
  ['can I appeal again', 'appeal-once'],
  ['How many points will I lose?', 'penalty'],
  ['when do I have to send proof', 'evidence-window'],
  ['evidance deadline', 'evidence-window'],
  ['complaint on TMALL order', 'tmall-or-not'],
])('Other wordings are understood: %s', (query, id) => {
  expect(found(query)[0]).toBe(id)
})

test('The same question always has the same hits, best first', () => {
  const found = search('申诉多久有结果')
  const { hits } = found
  expect(search('申诉多久有结果')).toEqual(found)
  expect(createSearch(book)('申诉多久有结果')).toEqual(found)
  expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((a, b) => b - a))
})

test('The app keeps the results of earlier questions', () => {
  const { search: cached } = loadRules()
  expect(cached('申诉多久有结果')).toEqual(search('申诉多久有结果'))
  expect(cached('申诉多久有结果')).toBe(cached('申诉多久有结果'))
})

test.each(['qwzxv', '？？？', '🙂', '😀 qwzxv'])(
  'At least three distinct entries are found even for %s',
  query => {
    expect(found(query).length).toBeGreaterThanOrEqual(3)
    expect(new Set(found(query)).size).toBe(found(query).length)
  },
)

test.each(['', '  ', '\u3000\n'])('A blank question (%j) has no hits', query => {
  expect(search(query)).toEqual({ hits: [], covered: false, elsewhere: undefined })
})

test('An empty book has no hits', () => {
  expect(createSearch({ ...book, entries: [] })('申诉')).toMatchObject({ hits: [], covered: false })
})

test('A book of two entries shows both', () => {
  expect(createSearch({ ...book, entries: book.entries.slice(0, 2) })('qwzxv')).toMatchObject({
    hits: [{}, {}],
  })
})

test('A long pasted message is searched for by its beginning', () => {
  const pasted =
    'the buyer complained about harrasment yesterday and we never called 买家投诉我们骚扰 '.repeat(100)
  expect(found(pasted).length).toBeGreaterThanOrEqual(3)
})

test.each(cases)('The phrasings of $id are covered ($language)', ({ language, entry }) => {
  const uncovered = [entry.question[language], ...entry.ask[language]].filter(query => !judged(query).covered)
  expect(uncovered).toEqual([])
})

test.each([
  ['售假扣几分', 'counterfeit'],
  ['賣假貨被投訴怎麼申訴', 'counterfeit'],
  ['刷单扣多少分', 'brushing'],
  ['penalty for fake orders', 'brushing'],
  ['商标侵权怎么申诉', 'intellectual-property'],
  ['Trademark appeal', 'intellectual-property'],
  ['仅退款怎么办', 'refund'],
  ['refund-only', 'refund'],
  ['延迟发货扣几分', 'shipping'],
  ['买家用差评勒索我', 'blackmail'],
])("Harassment's numbers do not answer %s", (query, id) => {
  expect(judged(query)).toMatchObject({ covered: false, elsewhere: { id } })
})

test.each([
  ['举证时间过了', 'missed-evidence-window'],
  ['we forgot to send the proof and the three days are over', 'missed-evidence-window'],
  ['扣的分年底会清零吗', 'points-reset'],
  ['how many points until the shop is closed', 'points-reset'],
  ['骚扰成立要赔买家多少钱', 'unstated'],
])('The answer says so if the source is silent: %s', (query, id) => {
  const { covered, elsewhere } = judged(query)
  expect({ covered, id: elsewhere?.id }).toEqual({ covered: false, id })
  expect(elsewhere?.reply?.zh).toContain('原文')
  expect(elsewhere?.reply?.en).toContain('source')
})

test.each([
  '发货后给买家打电话算骚扰吗',
  '买家要退款，我一直打电话给他行吗',
  'is it harassment to call about a refund',
  '假货投诉和骚扰投诉哪个扣分多',
])('A question about harassment is covered whatever else it names: %s', query => {
  expect(judged(query)).toEqual({ covered: true, elsewhere: undefined })
})

test.each([
  '今天天气怎么样',
  'what is the weather today',
  '推荐一家餐厅',
  '你好',
  'when is lunch',
  'qwzxv',
  '？？？',
])('The book does not cover %s', query => {
  expect(judged(query).covered).toBe(false)
})

test.each(['harrasment', 'apeal', '扣分', '冻结', 'evidence'])(
  'A single specific word is covered: %s',
  query => {
    expect(judged(query)).toEqual({ covered: true, elsewhere: undefined })
  },
)

test.each([
  '你好',
  '您好！',
  '谢谢',
  '在吗',
  'hi',
  'Hello',
  'thanks!',
  'who are you',
  '你是谁',
  'what can you do',
])('A greeting is recognized: %s', query => {
  expect(judged(query)).toMatchObject({ covered: false, elsewhere: { id: 'greeting' } })
})

test.each([
  ['你好，收到投诉几天内要举证', 'evidence-window'],
  ['在吗？处罚后在哪里申诉', 'appeal-path'],
  ['你好，请问申诉几次', 'appeal-once'],
  ['Hi, how many days do we have to respond to the complaint?', 'evidence-window'],
  ['hello, where do we appeal, thank you', 'appeal-path'],
])('A greeting before a question is ignored: %s', (query, id) => {
  expect(judged(query).covered).toBe(true)
  expect(found(query)[0]).toBe(id)
})

test.each([
  ['客服辱骂买家会怎么样', 'penalty'],
  ['can the buyer take the complaint back after we got punished', 'withdraw-after'],
  ['can the buyer take the complaint back', 'withdraw-before'],
  ['买家要提供什么证据', 'complainant-proof'],
  ['我们要提供什么证据', 'respondent-proof'],
])('The side and the stage in a question matter: %s', (query, id) => {
  expect(found(query)[0]).toBe(id)
})

test('An agent who insults a buyer is covered, a buyer who insults an agent is not', () => {
  expect(judged('客服辱骂买家').covered).toBe(true)
  expect(judged('买家辱骂客服怎么办')).toMatchObject({ covered: false, elsewhere: { id: 'buyer-harasses' } })
})

// 微店 sounds like 为店, 得物 like 的误.
test.each(['后台提示有一起骚扰维权，作为店长我该怎么安排', '无心的，误会一场，怎么处理'])(
  'Words that only sound like another platform’s name do not count as its name: %s',
  query => {
    expect(judged(query)).toEqual({ covered: true, elsewhere: undefined })
  },
)
