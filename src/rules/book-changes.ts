import { isDeepStrictEqual } from 'node:util'
import type { Entry, RuleBook, Scheme } from './rule-book-schema.ts'

/** The differences between two rule books, one a line, for an operator. */
export function changesBetween(old: RuleBook, next: RuleBook): string[] {
  return [
    ...changed('version', old.version, next.version),
    ...changed('as of', old.asOf, next.asOf),
    ...Object.entries(next.periods).flatMap(([name, days]) =>
      changed(name, Object.entries(old.periods).find(([each]) => each === name)?.[1], days),
    ),
    ...changedValues(penaltiesOf(old), penaltiesOf(next)),
    ...listed('topic', old.topics, next.topics),
    ...listed('section', old.sections, next.sections),
    ...listed('outside', old.outside, next.outside),
    ...listed('entry', old.entries, next.entries),
    ...next.entries.flatMap(entry => {
      const before = old.entries.find(({ id }) => id === entry.id)
      return before ? changesOf(before, entry) : []
    }),
  ]
}

const changed = (name: string, from: unknown, to: unknown): string[] =>
  from === to ? [] : [`${name}: ${from ?? '(none)'} -> ${to ?? '(none)'}`]

function changedValues(old: Map<string, string>, next: Map<string, string>): string[] {
  const names = new Set([...old.keys(), ...next.keys()])
  return [...names].flatMap(name => changed(name, old.get(name), next.get(name)))
}

/** The penalty of each level of each scheme: `scheme A, upheld` is `12 points`. */
function penaltiesOf({ schemes }: RuleBook): Map<string, string> {
  const rows = Object.entries(schemes).flatMap(([letter, { levels }]) =>
    Object.entries(levels).map(([level, row]): [string, string] => [
      `scheme ${letter}, ${level}`,
      penaltyOf(row),
    ]),
  )
  return new Map(rows)
}

const penaltyOf = ({ points, blocked, frozen }: Scheme['levels'][string]): string =>
  [
    ...(points === undefined ? [] : [`${points} points`]),
    ...(blocked ? ['blocked'] : []),
    ...(frozen ? ['frozen'] : []),
  ].join(', ') || 'nothing'

type Item = { id: string }

const listed = (kind: string, old: Item[], next: Item[]): string[] => [
  ...next.filter(({ id }) => !old.some(item => item.id === id)).map(({ id }) => `${kind} ${id}: new`),
  ...old.filter(({ id }) => !next.some(item => item.id === id)).map(({ id }) => `${kind} ${id}: gone`),
]

const fields = [
  'question',
  'answer',
  'open',
  'ask',
  'keywords',
  'within',
  'stage',
  'section',
  'also',
  'does',
  'steps',
] as const

function changesOf(old: Entry, next: Entry): string[] {
  const differing = fields.filter(field => !isDeepStrictEqual(old[field], next[field]))
  return differing.length > 0 ? [`entry ${next.id}: ${differing.join(', ')} changed`] : []
}
