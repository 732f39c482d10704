import { seeded } from '../testing/seeded.ts'

/**
 * Random numbers that are the same for the same seed. Each subject has its own, so that one never shifts
 * another.
 */
export type Random = {
  /** A whole number from `from` up to `to`, `to` excluded. */
  between(from: number, to: number): number
  /** True with this probability. */
  yes(share: number): boolean
  pick<T>(list: readonly [T, ...T[]]): T
}

export function randomOf(seed: number, subject: string): Random {
  let hash = seed ^ 0x811c9dc5
  for (const character of subject) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  const next = seeded(hash)
  const between = (from: number, to: number) => Math.floor(from + next() * (to - from))
  return {
    between,
    yes: share => next() < share,
    pick: list => list[between(0, list.length)] ?? list[0],
  }
}
