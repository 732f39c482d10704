import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearest } from '../../src/handlers/parsing/nearest.ts'

const verbs = [
  'new',
  'list',
  'show',
  'evidence',
  'withdrawn',
  'decided',
  'appealed',
  'note',
  'reopen',
  '新增',
  '撤销',
  '备注',
]

describe('the word that was probably meant', () => {
  it.each([
    ['nwe', 'new'],
    ['lst', 'list'],
    ['LISTT', 'list'],
    ['evidnce', 'evidence'],
    ['evdience', 'evidence'],
    ['withdrawed', 'withdrawn'],
    ['widthrwan', 'withdrawn'],
    ['ａｐｐｅａｌ', 'appealed'],
    ['新曾', '新增'],
    ['撤消', '撤销'],
    ['撤销了', '撤销'],
    ['new', 'new'],
  ])('for %s is %s', (typed, meant) => {
    expect(nearest(typed, verbs)).toBe(meant)
  })

  it.each(['', 'x', '新', 'xyz', 'banana', '查询', 'appellation', 'a'.repeat(3000)])(
    'for %s is none of them',
    typed => {
      expect(nearest(typed, verbs)).toBeUndefined()
    },
  )

  it('allows one edit in three characters, two in four and a third of a long word', () => {
    expect(nearest('abx', ['abc'])).toBe('abc')
    expect(nearest('axx', ['abc'])).toBeUndefined()
    expect(nearest('abxx', ['abcd'])).toBe('abcd')
    expect(nearest('axxx', ['abcd'])).toBeUndefined()
    expect(nearest('abcdefxxx', ['abcdefghi'])).toBe('abcdefghi')
    expect(nearest('abcdexxxx', ['abcdefghi'])).toBeUndefined()
  })

  it('is the nearest one; ties go to the first', () => {
    expect(nearest('noted', ['notes', 'note', 'nodes'])).toBe('notes')
    expect(nearest('lisst', ['mist', 'list'])).toBe('list')
    expect(nearest('note', [])).toBeUndefined()
  })

  it('is found for any word with two neighbours swapped', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,12}$/), fc.nat(10), (word, at) => {
        const swapped = word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2)
        expect(nearest(swapped, [word])).toBe(word)
      }),
    )
  })
})
