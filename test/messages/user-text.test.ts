import { describe, expect, it } from 'vitest'
import { mrkdwnOf, person, plainOf, rich, userText } from '../../src/messages/parts/rich.ts'
import { cut, escapeMrkdwn, manyLines, oneLine, unescapeMrkdwn } from '../../src/messages/parts/user-text.ts'

const family = '👨‍👩‍👧‍👦'

describe('cutting', () => {
  it('leaves what fits as it is, to the last character', () => {
    expect(cut('12345', 5)).toBe('12345')
    expect(cut('123456', 5)).toBe('1234…')
  })

  it('takes a family as a whole or not at all', () => {
    expect(cut(family.repeat(2), family.length + 1)).toBe(`${family}…`)
    expect(cut(family.repeat(2), family.length)).toBe('…')
  })

  it('never lets one endless character through', () => {
    expect(cut(`e${'\u0301'.repeat(500)}`, 100)).toBe('…')
  })
})

describe('what a person typed, inside a sentence', () => {
  it('stays as it is, so that an order number can be copied', () => {
    expect(oneLine('3366123456', 64)).toBe('3366123456')
  })

  it('stands on one line', () => {
    expect(oneLine(' a \r\n\r\n b\u2028c\u0000d ', 20)).toBe('a b c d')
    expect(manyLines('a\r\nb\n\n\n\nc', 20)).toBe('a\nb\n\nc')
  })

  it('cannot turn the sentence round', () => {
    expect(oneLine('\u202Eabc\u2069', 20)).toBe('abc')
    expect(oneLine('שלום', 20)).toBe('\u2068שלום\u2069')
  })

  it('is whole characters', () => {
    expect(oneLine('a\uD83D', 20)).toBe('a\uFFFD')
  })

  it('is never nothing', () => {
    expect(oneLine(' \u202E ', 20)).toBe('—')
  })
})

describe('a sentence with it', () => {
  const sentence = rich`给 ${person('U0LI')}：${userText('<!channel> & <@U1>')}`

  it('mentions only whom we name, where mrkdwn is read', () => {
    expect(mrkdwnOf(sentence)).toBe('给 <@U0LI>：&lt;!channel&gt; &amp; &lt;@U1&gt;')
  })

  it('is not escaped where it is not read', () => {
    expect(plainOf(rich`“${userText('<b> & c')}”`)).toBe('“<b> & c”')
  })

  it('shows what is no user id as text', () => {
    expect(person('<!channel>')).toEqual({ type: 'text', text: '<!channel>' })
  })

  it('escapes once', () => {
    expect(escapeMrkdwn('&lt;')).toBe('&amp;lt;')
    for (const typed of ['&lt;', '<a & b>', '&amp;amp;gt;'])
      expect(unescapeMrkdwn(escapeMrkdwn(typed))).toBe(typed)
  })
})
