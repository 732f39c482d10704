import { describe, expect, it } from 'vitest'
import { type Asked, answerContent, notCovered } from '../../src/messages/answers/answers.ts'
import { contactCheckContent, stepsContent } from '../../src/messages/answers/how-to.ts'
import {
  forgottenReply,
  missesContent,
  taughtReply,
  teachForm,
  unhelpfulReply,
} from '../../src/messages/answers/misses.ts'
import { sourceContent, topicsContent } from '../../src/messages/answers/rule-topics.ts'
import { taughtContent, untaughtReply } from '../../src/messages/answers/taught.ts'
import type { Content } from '../../src/messages/content.ts'
import { missKey } from '../../src/questions/misses.ts'
import { createSearch } from '../../src/search/search.ts'
import { faultsOfMessage, faultsOfView } from './block-limits.ts'
import { at, book, calendar, hostileWords, langs, storiesOf } from './samples.ts'

const now = at('2026-12-11 10:00')
const search = createSearch(book)
const stories = Object.values(storiesOf())
const partsOf = (id: string) => book.entries.filter(({ within }) => within === id)

const expectFits = (content: Content) => expect(faultsOfMessage(content)).toEqual([])

describe.each(langs)('An answer keeps within Slack’s limits, in %s', lang => {
  const asked = (question: string, more: Partial<Asked> = {}): Asked => ({
    question,
    lang,
    now,
    calendar,
    ...more,
  })

  it('whatever was asked', () => {
    for (const question of [...hostileWords, '扣几分', 'penalty']) {
      const entries = search(question).hits.map(({ entry }) => entry)
      const [best, ...others] = entries
      if (best) expectFits(answerContent(book, { entry: best }, others, asked(question)))
      for (const elsewhere of [undefined, book.outside[0]])
        expectFits(notCovered(book, entries, elsewhere, asked(question)))
    }
  })

  it('with each entry and part, about each complaint', () => {
    for (const entry of book.entries)
      for (const about of stories)
        for (const part of [undefined, ...partsOf(entry.id)])
          expectFits(answerContent(book, { entry, part }, book.entries, asked('x', { about })))
  })

  it('with ten complaints to choose from, about a long question', () => {
    const [story] = stories
    const choices = Array.from({ length: 10 }, (_, index) => story && { ...story, id: `H-${index}000` })
    const question = asked('问'.repeat(1000), { choices: choices.flatMap(each => each ?? []) })
    for (const entry of book.entries)
      for (const part of partsOf(entry.id))
        expectFits(answerContent(book, { entry, part }, book.entries, question))
  })

  it('with a complaint of hostile words to choose', () => {
    const [entry] = book.entries
    if (!entry) throw new Error('the book is empty')
    for (const words of hostileWords) {
      const choices = Object.values(storiesOf({ order: words.slice(0, 64).trim() || '1' }, words)).slice(0, 1)
      expectFits(answerContent(book, { entry }, [], asked(words, { choices })))
    }
  })

  it('in the lists of misses and of taught phrasings', () => {
    for (const question of hostileWords) {
      const text = question.trim().slice(0, 120).toWellFormed() || 'x'
      const miss = { text, lang, unanswered: 3, unhelpful: 1, last: now }
      const many = Array.from({ length: 200 }, (_, index) => ({ ...miss, text: `${index} ${text}` }))
      expectFits(missesContent(many, missKey, lang))
      expect(faultsOfView(teachForm(book, miss, '{}', lang))).toEqual([])
      for (const entry of book.entries.slice(0, 2)) expectFits(taughtReply(question, entry.question, lang))
      expectFits(forgottenReply(question, lang))
      const taught = many.map(each => ({ entry: 'penalty', text: each.text, key: missKey(each) }))
      expectFits(taughtContent(book, taught, lang))
      expectFits(untaughtReply(text, lang))
    }
    expectFits(missesContent([], missKey, lang))
    expectFits(taughtContent(book, [], lang))
    expectFits(unhelpfulReply(lang))
  })

  it('while browsing, and in the follow-ups', () => {
    expectFits(topicsContent(book, lang))
    expectFits(sourceContent(book, lang))
    for (const entry of book.entries) expectFits(stepsContent(entry, lang))
    for (const quiet of [null, { start: 22 * 60, end: 8 * 60 }])
      for (const isQuiet of [false, true])
        expectFits(contactCheckContent({ now: at('2026-11-20 23:00'), quiet, isQuiet }, lang))
  })
})
