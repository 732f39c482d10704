import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkRuleBook, loadRuleBook, parseRuleBook } from '../../src/rules/rule-book.ts'

const shipped = readFileSync(new URL('../../src/rules/rule-book.yaml', import.meta.url), 'utf8')
const book = loadRuleBook()

const entryOf = (id: string, of = book) => {
  const entry = of.entries.find(candidate => candidate.id === id)
  if (entry === undefined) throw new Error(`no entry ${id}`)
  return entry
}

const small = `
version: "7"
asOf: 2026-11-23
title: { zh: 规则, en: Rules }
periods: { evidenceDays: 3, decisionWorkingDays: 4, appealDays: 15, reviewWorkingDays: 3, blockDays: 7, filingDays: 15 }
schemes: { A: { name: { zh: 甲, en: First }, levels: { upheld: { points: 12 }, ordinary: { blocked: true } } } }
topics: [{ id: penalty, title: { zh: 处罚, en: Penalties } }]
sections: [{ id: effect, title: { zh: 影响, en: Effect } }]
subject: [骚扰]
outside: [{ id: fakes, name: { zh: 售假, en: fakes }, words: [假货] }]
entries:
  - id: penalty
    stage: penalty
    section: effect
    question: { zh: 扣几分？, en: How many points? }
    answer: { zh: "{A.name}扣{A.upheld.points}分", en: "{A.name}: {A.upheld.points} points" }
    ask: { zh: [扣多少], en: [points] }
`

const changed = (from: string, to: string): string => {
  if (!small.includes(from)) throw new Error(`the small book has no ${from}`)
  return small.replace(from, () => to)
}

const mistakesIn = (text: string): string[] => {
  try {
    parseRuleBook(text, 'my.yaml')
    return []
  } catch (error) {
    const lines = error instanceof Error ? error.message.split('\n') : [String(error)]
    // Every mistake tells its line; which one is tested below.
    return lines.map(line =>
      /^my\.yaml: line \d+: /.test(line) ? line.replace(/line \d+: /, '') : `no line: ${line}`,
    )
  }
}

const DOMAIN_ENTRIES = `definition what-counts filing-conditions filing-path-orders filing-path-center complainant-proof
respondent-choices evidence-window decision-time withdraw-before withdraw-after penalty especially-serious appeal-window
appeal-path appeal-once appeal-review appeal-proof never-contacted contact-manners pending-did-happen pending-did-not`

test.each(DOMAIN_ENTRIES.split(/\s+/))('the shipped book answers %s', id => {
  expect(entryOf(id).answer.zh).not.toBe('')
})

test('each topic has an entry, and each entry has other ways to ask in both languages', () => {
  expect(book.topics.filter(({ id }) => !book.entries.some(entry => entry.stage === id))).toEqual([])
  const thin = book.entries.filter(({ ask }) => ask.zh.length < 6 || ask.en.length < 4)
  expect(thin.map(({ id }) => id)).toEqual([])
})

test('no question leads to two entries', () => {
  const all = book.entries.flatMap(({ question, ask }) => [question.zh, question.en, ...ask.zh, ...ask.en])
  expect(all.filter((words, at) => all.indexOf(words) !== at)).toEqual([])
})

test('the penalty is answered for both schemes by name, with what the source leaves open', () => {
  const { answer, open } = entryOf('penalty')
  expect(answer.zh).toMatch(/方案 A.*12 分.*48 分/)
  expect(answer.zh).toMatch(/方案 B.*屏蔽 7 天.*12 分.*48 分并冻结账户.*永久冻结/)
  expect(answer.en).toMatch(/Scheme A.*12 points.*48 points/)
  expect(answer.en).toMatch(/Scheme B.*blocked for 7 days.*12 points.*48 points.*frozen.*permanently/)
  expect(open?.zh).toContain('没有说用哪一套')
  expect(open?.en).toContain('which applies is not said')
})

test('an answer that says 申诉 says which of the two it means', () => {
  const vague = book.entries.filter(
    ({ answer }) => answer.zh.includes('申诉') && !/处罚后的?申诉|处理中的答复/.test(answer.zh),
  )
  expect(vague.map(({ id }) => id)).toEqual([])
})

test('an answer that speaks of an appeal in English says that it comes after a penalty', () => {
  const vague = book.entries.filter(
    ({ answer }) => /appeal/i.test(answer.en) && !/after (?:a|the) penalty/.test(answer.en),
  )
  expect(vague.map(({ id }) => id)).toEqual([])
})

test.each(['eligibility', 'tmall-or-not'])('%s says "looks contestable because", never more', id => {
  const { answer } = entryOf(id)
  expect(answer.zh).toMatch(/看起来可以提出异议，因为/)
  expect(answer.en).toMatch(/looks contestable because/)
  expect(`${answer.zh}${answer.en}`).not.toMatch(/不能发起|无法发起|cannot (?:be filed|file)/)
})

test.each(['decision-late', 'appeal-late', 'appeal-outcome'])(
  '%s admits that the source says nothing',
  id => {
    const { section, open } = entryOf(id)
    expect(section).toBe('unstated')
    expect(open).toBeDefined()
  },
)

test('texts are plain: no Markdown and no brace left over', () => {
  const texts = book.entries.flatMap(({ question, answer, open, ask }) => [
    ...[question, answer, open].flatMap(text => (text ? [text.zh, text.en] : [])),
    ...ask.zh,
    ...ask.en,
  ])
  expect(texts.filter(text => /[*`{}]|__|\]\(/.test(text))).toEqual([])
})

test('no text repeats a period or points: all follow a change in one place', () => {
  const other = shipped
    .replace(/^( {2}(?:\w+Days|\w+WorkingDays)): \d+/gm, '$1: 77')
    .replace(/points: \d+/g, 'points: 88')
  const { entries } = parseRuleBook(other, 'other.yaml')
  const texts = entries.flatMap(({ question, answer, open, ask }) => [
    ...[question, answer, open].flatMap(text => (text ? [text.zh, text.en] : [])),
    ...ask.zh,
    ...ask.en,
  ])
  expect(texts.filter(text => /\d/.test(text.replace(/77|88|0(?= (?:至|to) 77)/g, '')))).toEqual([])
  expect(entryOf('evidence-window', { ...book, entries }).answer.zh).toContain('77 天')
})

test('an operator replaces the book with a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rule-book-'))
  const path = join(folder, 'ours.yaml')
  writeFileSync(path, changed('points: 12', 'points: 6'))
  const ours = loadRuleBook(path)
  rmSync(folder, { recursive: true })
  expect(ours.version).toBe('7')
  expect(entryOf('penalty', ours).answer).toEqual({ zh: '甲扣6分', en: 'First: 6 points' })
})

test('a missing file is refused by its path', () => {
  expect(() => loadRuleBook('/nowhere/ours.yaml')).toThrow('/nowhere/ours.yaml')
})

test.each([
  [
    'an unknown placeholder',
    '"{A.name}: {A.upheld.points}',
    '"{A.lost}: {A.upheld.points}',
    'entry "penalty", field answer.en: unknown placeholder {A.lost}',
  ],
  [
    'points of a level without points',
    '{A.upheld.points} points',
    '{A.ordinary.points} points',
    'entry "penalty", field answer.en: unknown placeholder {A.ordinary.points}',
  ],
  [
    'an unknown stage',
    'stage: penalty',
    'stage: fines',
    'entry "penalty", field stage: unknown stage "fines"',
  ],
  [
    'an unknown section',
    'section: effect',
    'section: end',
    'entry "penalty", field section: unknown section "end"',
  ],
  ['no penalty entry', '- id: penalty\n    stage', '- id: fine\n    stage', 'entry "penalty" is missing'],
])('%s is refused with its place', (_, from, to, mistake) => {
  expect(mistakesIn(changed(from, to))).toEqual([`my.yaml: ${mistake}`])
})

test.each([
  ['nothing', 'night-hours', 'manners', 'unknown entry "manners"'],
  ['a part', 'night-hours', 'block-end', '"block-end" is itself within another entry'],
  ['another, the penalty', 'penalty', 'appeal-window', '"penalty" must stand by itself'],
])('a part of %s is refused with its place', (_, id, within, mistake) => {
  const bare = shipped.replace(`id: ${id}\n    within: contact-manners`, `id: ${id}`)
  const text = bare.replace(`id: ${id}\n`, `id: ${id}\n    within: ${within}\n`)
  const mistakes = mistakesIn(text).filter(each => each.includes(`entry "${id}"`))
  expect(mistakes).toEqual([`my.yaml: entry "${id}", field within: ${mistake}`])
})

test.each([
  ['a language is missing', ', en: How many points? }', ' }', 'entry "penalty", field question.en: '],
  [
    'a field is misspelt',
    'section: effect',
    'section: effect\n    anser: x',
    'entry "penalty": Unrecognized key: "anser"',
  ],
  [
    'the id is reserved',
    '- id: penalty\n    stage',
    '- id: none\n    stage',
    'entry "none", field id: "none" is reserved',
  ],
  ['a period is zero', 'evidenceDays: 3', 'evidenceDays: 0', 'field periods.evidenceDays: '],
  ['a period is over a year', 'evidenceDays: 3', 'evidenceDays: 366', 'field periods.evidenceDays: '],
  ['a period is a fraction', 'evidenceDays: 3', 'evidenceDays: 2.5', 'field periods.evidenceDays: '],
  ['a period is a text', 'evidenceDays: 3', 'evidenceDays: three', 'field periods.evidenceDays: '],
  ['points are negative', 'points: 12', 'points: -12', 'field schemes.A.levels.upheld.points: '],
  [
    'the day does not exist',
    'asOf: 2026-11-23',
    'asOf: 2026-02-31',
    'field asOf: must be a day such as 2026-11-23',
  ],
])('refused when %s', (_, from, to, mistake) => {
  const [first, ...rest] = mistakesIn(changed(from, to))
  expect(first).toContain(`my.yaml: ${mistake}`)
  expect(rest).toEqual([])
})

test('the bounds themselves are accepted: one day and a year', () => {
  const { periods } = parseRuleBook(
    changed('evidenceDays: 3', 'evidenceDays: 1').replace('appealDays: 15', 'appealDays: 365'),
    'my.yaml',
  )
  expect(periods).toMatchObject({ evidenceDays: 1, appealDays: 365 })
})

test('every mistake is listed, not only the first', () => {
  const mistakes = mistakesIn(
    changed('stage: penalty', 'stage: fines').replace('section: effect', 'section: end'),
  )
  expect(mistakes).toHaveLength(2)
})

test('an id used twice is refused', () => {
  const twice = small + small.slice(small.indexOf('  - id: penalty\n'))
  expect(mistakesIn(twice)).toEqual(['my.yaml: entry "penalty" stands there more than once'])
})

test('broken YAML is refused with its line', () => {
  expect(() => parseRuleBook('version: "1"\ntitle: { zh: 规则\nperiods: 3\n', 'my.yaml')).toThrow(
    /^my\.yaml: line \d: /,
  )
})

test.each(['', '[]', 'just words'])('a file that is no rule book (%j) is refused', text => {
  expect(mistakesIn(text)[0]).toContain('my.yaml: the file as a whole: ')
})

test('a mistake is reported with its line, or with that of its parent when it is missing', () => {
  const lineOf = (text: string) => {
    const checked = checkRuleBook(text)
    return 'mistakes' in checked ? checked.mistakes.map(mistake => /^line (\d+)/.exec(mistake)?.[1]) : []
  }
  const at = (words: string) => String(small.split('\n').findIndex(line => line.includes(words)) + 1)
  expect(lineOf(changed('evidenceDays: 3', 'evidenceDays: 0'))).toEqual([at('evidenceDays')])
  expect(lineOf(changed('stage: penalty', 'stage: fines'))).toEqual([at('stage: penalty')])
  expect(lineOf(changed(', en: How many points? }', ' }'))).toEqual([at('question:')])
  expect(lineOf(changed('{A.upheld.points} points', '{A.lost} points'))).toEqual([at('answer:')])
  const twice = small + small.slice(small.indexOf('  - id: penalty\n'))
  expect(lineOf(twice)).toEqual([String(small.split('\n').length)])
})

test('ways to ask may be a list or one text with bars between them', () => {
  const listed = parseRuleBook(small, 'my.yaml')
  const text = changed('zh: [扣多少]', 'zh: 扣多少 | 罚多少').replace('en: [points]', 'en: points')
  expect(entryOf('penalty', parseRuleBook(text, 'my.yaml')).ask).toEqual({
    zh: ['扣多少', '罚多少'],
    en: ['points'],
  })
  expect(entryOf('penalty', listed).ask).toEqual({ zh: ['扣多少'], en: ['points'] })
})
