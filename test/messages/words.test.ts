import { describe, expect, it } from 'vitest'
import { kinds, marks } from '../../src/complaints/complaint.ts'
import { exampleOf } from '../../src/messages/parts/example-commands.ts'
import { verbs } from '../../src/messages/verbs.ts'
import { choiceNames, keyNames } from '../../src/messages/vocabulary.ts'
import { langs } from './samples.ts'

describe.each([
  ['verbs', verbs],
  ['keys', keyNames],
  ['choices', choiceNames],
])('The names of %s', (_, table) => {
  it('have one meaning each', () => {
    const names = Object.entries(table).flatMap(([key, { zh, en, also }]) => [
      ...new Set([key, zh, en, ...also].map(name => name.toLowerCase())),
    ])
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it('can be typed as one word', () => {
    for (const { zh, also } of Object.values(table))
      for (const name of [zh, ...also]) expect(name).toMatch(/^[\p{L}\p{N}?-]+$/u)
  })
})

it('Every kind and mark of the checklist is a choice', () => {
  for (const each of [...kinds, ...marks]) expect(Object.keys(choiceNames)).toContain(each)
})

it('Every verb has an example with its name and the complaint’s id', () => {
  for (const [verb, name] of Object.entries(verbs))
    for (const lang of langs) {
      const example = exampleOf(verb, lang, 'H-0000')
      expect(example.split(' ').slice(0, 2)).toEqual(['/complaint', name[lang]])
      expect(example).not.toContain('7K3Q')
    }
})
