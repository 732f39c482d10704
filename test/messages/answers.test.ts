import { describe, expect, it } from 'vitest'
import { answerContent, topicsContent } from '../../src/messages/answers.ts'
import { createSearch } from '../../src/rules/search.ts'
import { reading } from './reading.ts'
import { book, langs } from './samples.ts'

const search = createSearch(book)
const { hits } = search('恶意骚扰扣几分')
const valuesOf = (blocks: unknown) => JSON.stringify(blocks).match(/"value":"[^"]+"/g) ?? []

describe('an answer', () => {
  const { blocks } = answerContent(book, hits, true, '恶意骚扰扣几分', 'zh')

  it('begins with its entry, and offers two others', () => {
    expect(blocks[0]?.block_id).toBe('rule:penalty')
    expect(valuesOf(blocks)).toEqual(hits.slice(1, 3).map(hit => `"value":"${hit.entry.id}"`))
    expect(JSON.stringify(blocks)).toContain('"action_id":"rule:2"')
    expect(JSON.stringify(blocks)).not.toContain('"action_id":"rule:3"')
  })

  it('shows both penalty schemes by name, what is open, its source and edition', () => {
    const words = reading(blocks)
    for (const { name } of Object.values(book.schemes)) expect(words).toContain(name.zh)
    expect(words).toContain('来源没有写清楚：')
    expect(words).toMatch(/出处：.+规则书第 1 版，核对至 2026-11-23。规则会变，请以平台现行规则为准。/)
  })

  it('shows both schemes even when an operator’s answer does not name them', () => {
    const [best, ...rest] = hits
    if (!best) throw new Error('no hit')
    const bare = { ...best.entry, answer: { zh: '见通知。', en: 'See the notice.' } }
    for (const lang of langs) {
      const words = reading(answerContent(book, [{ ...best, entry: bare }, ...rest], true, 'x', lang).blocks)
      for (const { name } of Object.values(book.schemes)) expect(words).toContain(name[lang])
      for (const points of ['12', '48', '7']) expect(words).toContain(points)
    }
  })
})

describe('a question that the book does not cover', () => {
  it('is told so, with none of the book’s periods or points', () => {
    for (const lang of langs) {
      const { text, blocks } = answerContent(book, hits, false, '售假怎么罚', lang)
      expect(blocks[0]?.block_id).toBe('rule:none')
      const words = reading(blocks).replace(/规则书第 1 版，核对至 [\d-]+|version 1, as of [\d-]+/, '')
      expect(words).not.toMatch(/\d/)
      expect(text).not.toMatch(/\d/)
      expect(words).toContain('售假怎么罚')
      expect(valuesOf(blocks)).toHaveLength(3)
    }
  })
})

it('the topics lead to every entry, once', () => {
  for (const lang of langs) {
    const { blocks } = topicsContent(book, lang)
    const values = valuesOf(blocks).map(value => value.slice('"value":"'.length, -1))
    expect(values.toSorted()).toEqual(book.entries.map(entry => entry.id).toSorted())
    expect(JSON.stringify(blocks)).toContain('"action_id":"rule:pick:appeal"')
  }
})
