import type { Finding } from './oracle/finding.ts'
import type { Outcome } from './outcome.ts'

/** The sum of many outcomes. */
export type Sum = {
  years: number
  cases: number
  counts: Map<string, number>
  late: Map<number, number>
  found: Map<string, number>
}

export const emptySum = (): Sum => ({
  years: 0,
  cases: 0,
  counts: new Map(),
  late: new Map(),
  found: new Map(),
})

function addTo<K>(sum: Map<K, number>, more: Map<K, number>) {
  for (const [key, count] of more) sum.set(key, (sum.get(key) ?? 0) + count)
}

export function add(sum: Sum, { cases, counts, late, findings }: Outcome) {
  sum.years++
  sum.cases += cases
  addTo(sum.counts, counts)
  addTo(sum.late, late)
  for (const { what } of findings) addTo(sum.found, new Map([[what, 1]]))
}

/** Findings that are counted in the last line even if there are none. */
const alwaysNamed = ['missed', 'late', 'doubled', 'uncalled for', 'wrong channel', 'at night']

/** The last lines of a run. */
export function lastLines({ years, cases, counts, late, found }: Sum, ms: number): string[] {
  const of = (prefix: RegExp) =>
    [...counts]
      .filter(([what]) => prefix.test(what))
      .toSorted(([, a], [, b]) => b - a)
      .map(([what, count]) => `${what.replace(prefix, '')} ${count}`)
      .join(', ')
  const minutes = Math.floor(ms / 60_000)
  const all = [...late.values()].reduce((sum, count) => sum + count, 0)
  const within = (share: number) => {
    let seen = 0
    for (const [seconds, count] of [...late].toSorted(([a], [b]) => a - b)) {
      seen += count
      if (seen >= share * all) return seconds
    }
    return 0
  }
  const others = [...found].filter(([what]) => !alwaysNamed.includes(what))
  return [
    `people: ${of(/^done: /)}; ${of(/^(?=duplicated|reordered|settings)/)}`,
    `refused: ${of(/^refused: /)}`,
    `went wrong: ${of(/^(?!done|refused|said|outbox|duplicated|reordered|settings)/)}`,
    `said: ${of(/^said: /)}`,
    `looked for after an unknown outcome: ${of(/^outbox: (?=found|absent|later|cannot)/)}`,
    `${all} reminders while all was well: half within ${within(0.5)} s, 99 % within ${within(0.99)} s, all within ${within(1)} s`,
    `${years} years of 3 workspaces, 8 channels and ${cases} complaints in ${minutes} min ${Math.round(ms / 1000) - minutes * 60} s: ${(years / (ms / 1000)).toFixed(1)} years a second`,
    [
      ...alwaysNamed.map(what => `${found.get(what) ?? 0} ${what}`),
      ...others.map(([what, count]) => `${count} ${what}`),
    ].join(', '),
  ]
}

/** A finding in two lines. */
export const lineOf = ({ what, about, expected, happened }: Finding): string =>
  `${what}: ${about}\n  expected: ${expected}; happened: ${happened}`
