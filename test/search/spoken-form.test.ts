import { expect, test } from 'vitest'
import { simplified, soundsOf } from '../../src/search/characters.ts'
import { looseSyllable, syllablesIn } from '../../src/search/pinyin.ts'
import { createSpelling } from '../../src/search/spelling.ts'
import { readingOf, runsOf } from '../../src/search/spoken-form.ts'

const spelling = createSpelling(
  new Map(
    ['appeal', 'appeals', 'deadline', 'evidence', 'the', 'how', 'many', 'points'].map(word => [word, 1]),
  ),
)
const read = (text: string) => readingOf(text, spelling)

test.each([
  ['shensu', 'shen su'],
  ['jitianneijuzheng', 'ji tian nei ju zheng'],
  ['xian', 'xian'],
  ['koufen', 'kou fen'],
])('%s is split into %s', (letters, syllables) => {
  expect(syllablesIn(letters)?.join(' ')).toBe(syllables)
})

test.each(['appeal', 'harassment', 'tmall', 'x'])('%s is not pinyin', letters => {
  expect(syllablesIn(letters)).toBeUndefined()
})

test('Characters are read in context, and similar sounds are unified', () => {
  expect(soundsOf('重新申诉')).toEqual(['chong', 'xin', 'shen', 'su'])
  expect(soundsOf('申述').map(looseSyllable)).toEqual(soundsOf('申诉').map(looseSyllable))
})

test('Pinyin, homophones and the characters themselves sound the same', () => {
  const { sounds } = read('申诉')
  for (const written of ['shensu', 'shen su', 'SHENSU', '申述', '申訴'])
    expect(read(written).sounds).toEqual(sounds)
  expect(read('shensu').latin).toEqual([])
})

test('Mistyped English is not taken for pinyin', () => {
  expect(read('apeal deadlin').latin).toEqual(read('appeal deadline').latin)
  expect(read('how many poins').sounds).toEqual([])
})

test('Traditional characters become simplified', () => {
  expect(simplified('聯絡不上買家的訊息')).toBe('联络不上买家的讯息')
  expect(simplified('plain English 和中文')).toBe('plain English 和中文')
})

test('Numbers stay with the characters around them despite spaces', () => {
  expect(runsOf('扣 12 分')).toEqual(['扣12分'])
  expect(runsOf('三天')).toEqual(runsOf('3 天'))
  expect(runsOf("can't appeal")).toEqual(['ca', 'not', 'appeal'])
})

test('An unknown word is corrected to the nearest known one, if one is near', () => {
  const { correct } = spelling
  expect(correct('evidance')).toBe('evidence')
  expect(correct('apeals')).toBe('appeals')
  expect(correct('points')).toBe('points')
  expect(correct('zebra')).toBe('zebra')
  expect(correct('ab')).toBe('ab')
})
