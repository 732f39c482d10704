import { expect, test } from 'vitest'
import { anonymous, createMisses } from '../../src/questions/misses.ts'
import { openTexts } from '../../src/store/keyv.ts'
import { scratchStore } from '../store/scratch.ts'

const open = () => {
  const engine = scratchStore()
  return { misses: createMisses(engine, openTexts(engine)), engine }
}
const asked = (text: string, at = 0) => ({ text, lang: 'zh' as const, how: 'unanswered' as const, at })

test('Questions that differ only in punctuation, width or case are counted together', async () => {
  const { misses } = open()
  await misses.count('T1', asked('怎么退ＶＩＰ？', 1))
  await misses.count('T1', asked('怎么退vip！！', 2))
  await misses.count('T1', { ...asked('怎么退vip', 3), how: 'unhelpful' })
  expect(await misses.list('T1')).toEqual([
    { text: '怎么退vip', lang: 'zh', unanswered: 2, unhelpful: 1, last: 3 },
  ])
})

test.each([
  ['请 <@U0LIN|lin> 看下订单 3366123456 怎么办', '请 看下订单 … 怎么办'],
  ['call me at 138-1234-5678 or a@b.cn', 'call me at … or'],
  ['see https://item.taobao.com/x?id=1 please', 'see please'],
  ['15 天怎么算', '15 天怎么算'],
  ['打 138 1234 5678 给 @小林 行吗', '打 … 给 行吗'],
  ['ask @lin about 3-5 days', 'ask about 3-5 days'],
  ['？？？', ''],
])('%s is stored as "%s"', (typed, kept) => {
  expect(anonymous(typed)).toBe(kept)
})

test('A question that is only punctuation is not counted', async () => {
  const { misses } = open()
  await misses.count('T1', asked('？？！'))
  expect(await misses.list('T1')).toEqual([])
})

test('Beyond two hundred questions the rarest are dropped, oldest first, never the newest', async () => {
  const { misses } = open()
  for (let n = 0; n < 200; n++) {
    await misses.count('T1', asked(`question ${n}`, n))
    if (n !== 7) await misses.count('T1', asked(`question ${n}`, n))
  }
  await misses.count('T1', asked('the newest', 500))
  const kept = await misses.list('T1')
  expect(kept).toHaveLength(200)
  expect(kept.map(({ text }) => text)).toContain('the newest')
  expect(kept.map(({ text }) => text)).not.toContain('question 7')
  expect(kept[0]?.unanswered).toBe(2)
})

test('No concurrent count is lost, a dropped question is gone, and workspaces are separate', async () => {
  const { misses } = open()
  await Promise.all(Array.from({ length: 20 }, (_, n) => misses.count('T1', asked(`q ${n % 2}`))))
  expect((await misses.list('T1')).map(({ unanswered }) => unanswered)).toEqual([10, 10])
  await misses.drop('T1', 'q 0')
  expect((await misses.list('T1')).map(({ text }) => text)).toEqual(['q 1'])
  expect(await misses.list('T2')).toEqual([])
})
