import { describe, expect, it } from 'vitest'
import { answerContent, notCovered } from '../../src/messages/answers/answers.ts'
import { sourceContent, topicsContent } from '../../src/messages/answers/rule-topics.ts'
import { createSearch } from '../../src/search/search.ts'
import { reading } from './reading.ts'
import { at, book, calendar, langs, recorded, storiesOf } from './samples.ts'

const search = createSearch(book)
const entries = (question: string) => search(question).hits.map(({ entry }) => entry)
const now = at('2026-11-21 17:30')
const asked = (question: string, lang: 'zh' | 'en' = 'zh') => ({ question, lang, now, calendar })
const valuesOf = (blocks: unknown) =>
  [...JSON.stringify(blocks).matchAll(/"value":"([^"]+)"/g)].map(([, value]) => value)
const entryOf = (id: string) => {
  const found = book.entries.find(entry => entry.id === id)
  if (!found) throw new Error(`no entry ${id}`)
  return found
}
const ids = book.entries.map(({ id }) => id)

describe('An answer', () => {
  const others = entries('恶意骚扰扣几分').slice(1)
  const { blocks } = answerContent(book, { entry: entryOf('penalty') }, others, asked('恶意骚扰扣几分'))

  it('begins with its entry and offers two others', () => {
    expect(blocks[0]?.block_id).toBe('rule:penalty')
    const offered = valuesOf(blocks).filter(value => ids.includes(value ?? ''))
    expect(offered).toEqual(others.slice(0, 2).map(({ id }) => id))
  })

  it('shows both penalty schemes, the open points, its source and edition', () => {
    const words = reading(blocks)
    for (const { name } of Object.values(book.schemes)) expect(words).toContain(name.zh)
    expect(words).toContain('原文没有写清楚：')
    expect(words).toMatch(/出处：.+规则书第 1 版，核对至 2026-11-23。规则会变，请以平台现行规则为准。/)
  })

  it('shows both schemes even when an operator’s answer does not name them', () => {
    const bare = { ...entryOf('penalty'), answer: { zh: '见通知。', en: 'See the notice.' } }
    for (const lang of langs) {
      const words = reading(answerContent(book, { entry: bare }, others, asked('x', lang)).blocks)
      for (const { name } of Object.values(book.schemes)) expect(words).toContain(name[lang])
      for (const points of ['12', '48', '7']) expect(words).toContain(points)
    }
  })

  it('can be marked unhelpful together with its question', () => {
    for (const entry of book.entries) {
      const { blocks } = answerContent(book, { entry }, [], asked('怎么办呀'))
      expect(valuesOf(blocks)).toContain('question 怎么办呀')
    }
  })
})

describe('An answer to a part of an entry', () => {
  const part = entryOf('block-end')
  const { blocks } = answerContent(book, { entry: entryOf('penalty'), part }, [], asked('店铺屏蔽几天'))

  it('has the entry’s id and shows the part before the whole entry', () => {
    expect(blocks[0]?.block_id).toBe('rule:penalty')
    const words = reading(blocks)
    expect(reading(blocks.slice(0, 1))).toContain(part.answer.zh)
    expect(words.indexOf(part.answer.zh)).toBeLessThan(words.indexOf(entryOf('penalty').question.zh))
    for (const { name } of Object.values(book.schemes)) expect(words).toContain(name.zh)
  })

  it('offers the follow-ups of both, each once', () => {
    const part = entryOf('first-steps')
    const { blocks } = answerContent(
      book,
      { entry: entryOf('respondent-choices'), part },
      [],
      asked('刚收到投诉'),
    )
    const actions = [...JSON.stringify(blocks).matchAll(/"action_id":"(rule:do:[^"]+)"/g)].map(([, id]) => id)
    expect(actions).toEqual(['rule:do:record', 'rule:do:contact-check'])
  })
})

describe('A matter that the source leaves out', () => {
  const missed = book.outside.find(({ id }) => id === 'missed-evidence-window')
  const { blocks } = notCovered(book, [], missed, { ...asked('忘了交证据'), about: recorded() })

  it('is answered in the book’s words with its meaning for the complaint, and can be marked unhelpful', () => {
    expect(blocks[0]?.block_id).toBe('rule:none')
    expect(reading(blocks.slice(0, 1))).toContain('我们不做推测')
    expect(reading(blocks.filter(block => block.block_id === 'rule-case'))).toContain('距截止还剩')
    expect(valuesOf(blocks)).toContain('question 忘了交证据')
  })
})

describe('The meaning of an answer for the complaint in question', () => {
  const { answered, penalized, underReview, withdrawn } = storiesOf()
  const meaning = (
    about: ReturnType<typeof recorded> | undefined,
    time: string,
    lang: 'zh' | 'en' = 'zh',
  ) => {
    const { blocks } = answerContent(book, { entry: entryOf('withdraw-after') }, [], {
      ...asked('撤诉', lang),
      now: at(time),
      about,
    })
    return reading(blocks.filter(block => block.block_id === 'rule-case'))
  }

  it('pending: a withdrawal still counts, and the time left for proof', () => {
    const words = meaning(recorded(), '2026-11-21 17:30')
    expect(words).toContain('买家现在撤销仍然有效')
    expect(words).toContain('距截止还剩 1 天 17 小时')
    expect(meaning(recorded(), '2026-11-21 17:30', 'en')).toContain('1 d 17 h left')
  })

  it('answered: the deadline no longer runs, the decision is expected', () => {
    const words = meaning(answered, '2026-11-22 10:00')
    expect(words).toContain('这个期限不再计算')
    expect(words).toContain('预计 2026-11-26 24:00 前')
    expect(words).not.toContain('2026-11-23 10:30')
  })

  it('says that no decision is on record, never that there is none, before and after the expected day', () => {
    for (const time of ['2026-11-22 10:00', '2026-11-27 09:00'])
      for (const about of [recorded(), answered]) {
        const words = meaning(about, time)
        expect(words).toContain('还没有处理意见的记录，请先看平台页面')
        expect(words).toContain('还没有处理意见的，买家现在撤销仍然有效；已经处罚的，申诉期已经开始计算')
        const english = meaning(about, time, 'en')
        expect(english).toContain('No decision is on record here; look on the platform’s page first.')
        expect(english).toContain('If there is a penalty, the appeal window is already running')
        expect(english).not.toContain('not decided')
      }
  })

  it('upheld: the points stay, and the time left for the one appeal', () => {
    const words = meaning(penalized, '2026-11-30 12:00')
    expect(words).toContain('平台也不再介入撤销扣分')
    expect(words).toContain('只有一次')
    expect(words).toContain('9 天 21 小时')
    expect(words).not.toContain('撤销仍然有效')
    expect(meaning(penalized, '2026-11-30 12:00', 'en')).toContain('points are not taken back')
  })

  it('appealed: it cannot be repeated; closed: nothing runs', () => {
    expect(meaning(underReview, '2026-12-01 09:00')).toContain('不能再交')
    expect(meaning(withdrawn, '2026-12-01 09:00')).toContain('没有期限在走')
  })
})

describe('A question that the book does not cover', () => {
  it('is refused without any of the book’s periods or points', () => {
    for (const lang of langs)
      for (const elsewhere of [undefined, book.outside[0]]) {
        const { text, blocks } = notCovered(book, entries('售假怎么罚'), elsewhere, asked('售假怎么罚', lang))
        expect(blocks[0]?.block_id).toBe('rule:none')
        const words = reading(blocks).replace(/规则书第 1 版，核对至 [\d-]+|version 1, as of [\d-]+/, '')
        expect(words).not.toMatch(/\d/)
        expect(text).not.toMatch(/\d/)
        expect(words).toContain('售假怎么罚')
        if (elsewhere) expect(words).toContain(elsewhere.name[lang])
        expect(valuesOf(blocks).filter(value => ids.includes(value ?? ''))).toHaveLength(3)
      }
  })
})

describe('Browsing the book', () => {
  it('offers every entry once, by topic', () => {
    for (const lang of langs) {
      const { blocks } = topicsContent(book, lang)
      expect(valuesOf(blocks).toSorted()).toEqual(ids.toSorted())
      expect(JSON.stringify(blocks)).toContain('"action_id":"rule:pick:appeal"')
    }
  })

  it('offers the entries of every section of the source', () => {
    for (const lang of langs) {
      const { blocks } = sourceContent(book, lang)
      expect(blocks.some(block => block.block_id === 'rule:source')).toBe(true)
      for (const { id, title } of book.sections) {
        const section = blocks.find(block => JSON.stringify(block).includes(`"rule:pick:${id}"`))
        expect(reading(section)).toContain(title[lang])
        expect(valuesOf(section)).toEqual(
          book.entries.filter(entry => [entry.section, ...entry.also].includes(id)).map(entry => entry.id),
        )
      }
      expect(new Set(valuesOf(blocks))).toEqual(new Set(ids))
    }
  })

  it('finds entries in every section, and a section for every entry', () => {
    const sections = book.sections.map(({ id }) => id)
    expect(
      sections.filter(id => !book.entries.some(entry => [entry.section, ...entry.also].includes(id))),
    ).toEqual([])
    expect(book.entries.filter(({ section }) => !sections.includes(section))).toEqual([])
  })
})
