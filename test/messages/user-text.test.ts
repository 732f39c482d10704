import { describe, expect, it } from 'vitest'
import { mrkdwnOf, person, plainOf, rich, userText } from '../../src/messages/parts/rich.ts'
import { cut, escapeMrkdwn, manyLines, oneLine, unescapeMrkdwn } from '../../src/messages/parts/user-text.ts'

const family = '👨‍👩‍👧‍👦'

describe('Cutting a text', () => {
  it('leaves a text of the maximum length as it is', () => {
    expect(cut('12345', 5)).toBe('12345')
    expect(cut('123456', 5)).toBe('1234…')
  })

  it('never splits a grapheme', () => {
    expect(cut(family.repeat(2), family.length + 1)).toBe(`${family}…`)
    expect(cut(family.repeat(2), family.length)).toBe('…')
  })

  it('drops a grapheme that is longer than the maximum', () => {
    expect(cut(`e${'\u0301'.repeat(500)}`, 100)).toBe('…')
  })
})

describe('Typed text within a sentence', () => {
  it('keeps an order number as it is, to copy', () => {
    expect(oneLine('3366123456', 64)).toBe('3366123456')
  })

  it('is on one line', () => {
    expect(oneLine(' a \r\n\r\n b\u2028c\u0000d ', 20)).toBe('a b c d')
    expect(manyLines('a\r\nb\n\n\n\nc', 20)).toBe('a\nb\n\nc')
  })

  it('cannot reverse the sentence', () => {
    expect(oneLine('\u202Eabc\u2069', 20)).toBe('abc')
    expect(oneLine('שלום', 20)).toBe('\u2068שלום\u2069')
  })

  it('is well-formed', () => {
    expect(oneLine('a\uD83D', 20)).toBe('a\uFFFD')
  })

  it('is never empty', () => {
    expect(oneLine(' \u202E ', 20)).toBe('—')
  })
})

describe('A sentence with typed text', () => {
  const sentence = rich`给 ${person('U0LI')}：${userText('<!channel> & <@U1>')}`

  it('mentions only the people that the app names, as mrkdwn', () => {
    expect(mrkdwnOf(sentence)).toBe('给 <@U0LI>：&lt;!channel&gt; &amp; &lt;@U1&gt;')
  })

  it('is not escaped as plain text', () => {
    expect(plainOf(rich`“${userText('<b> & c')}”`)).toBe('“<b> & c”')
  })

  it('shows anything but a user id as text', () => {
    expect(person('<!channel>')).toEqual({ type: 'text', text: '<!channel>' })
  })

  it('is escaped once', () => {
    expect(escapeMrkdwn('&lt;')).toBe('&amp;lt;')
    for (const typed of ['&lt;', '<a & b>', '&amp;amp;gt;'])
      expect(unescapeMrkdwn(escapeMrkdwn(typed))).toBe(typed)
  })
})
