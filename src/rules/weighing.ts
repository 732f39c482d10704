import type { Signs } from './signs.ts'

/** How much each kind of sign counts, by its letter. */
export type Weighing = Record<string, number>

/** Signs as numbers: their places in a table and their weights, the sum of whose squares is the share that is known. */
export type Weighed = { at: number[]; by: number[]; known: number }

/** Words are often put together in a new way; that makes a question no stranger. */
const PAIR = 'b'

/**
 * Weighs signs: what is rare in the examples weighs more, each kind as much as `weighing` says however many signs of it there
 * are; all together weigh 1. What occurs in no example has no place, but takes its share.
 */
export function createWeighing(weighing: Weighing) {
  const places = new Map<string, number>()
  const kinds: string[] = []
  const uses: number[] = []
  let texts = 0

  function place(sign: string): number {
    const known = places.get(sign)
    if (known !== undefined) return known
    kinds.push(sign.charAt(0))
    uses.push(0)
    places.set(sign, kinds.length - 1)
    return kinds.length - 1
  }

  const rarity = (at: number | undefined) => Math.log(1 + texts / (at === undefined ? 1 : (uses[at] ?? 1)))

  return {
    size: () => kinds.length,
    /** Takes the signs of an example, which then count among those that make a sign common. */
    take(signs: Signs): { at: number[]; strength: number[] } {
      texts++
      const at = Array.from(signs.keys(), place)
      for (const each of at) uses[each] = (uses[each] ?? 0) + 1
      return { at, strength: [...signs.values()] }
    },
    /** The weights of an example that was taken, once all are. */
    weigh({ at, strength }: { at: number[]; strength: number[] }): Weighed {
      const squares = new Map<string, number>()
      const by = at.map((each, index) => {
        const value = (strength[index] ?? 0) * rarity(each)
        const kind = kinds[each] ?? ''
        squares.set(kind, (squares.get(kind) ?? 0) + value * value)
        return value
      })
      const scales = scalesOf(squares)
      return {
        at,
        by: by.map((value, index) => value * (scales.get(kinds[at[index] ?? 0] ?? '') ?? 0)),
        known: 1,
      }
    },
    /** The weights of a question. */
    of(signs: Signs): Weighed {
      const squares = new Map<string, number>()
      for (const [sign, strength] of signs) {
        if (sign.startsWith(PAIR) && !places.has(sign)) continue
        const value = strength * rarity(places.get(sign))
        const kind = sign.charAt(0)
        squares.set(kind, (squares.get(kind) ?? 0) + value * value)
      }
      const scales = scalesOf(squares)
      const weighed: Weighed = { at: [], by: [], known: 0 }
      for (const [sign, strength] of signs) {
        const at = places.get(sign)
        if (at === undefined) continue
        const value = strength * rarity(at) * (scales.get(sign.charAt(0)) ?? 0)
        weighed.at.push(at)
        weighed.by.push(value)
        weighed.known += value * value
      }
      return weighed
    },
  }

  /** What to multiply each kind by, so that all weigh 1 together. */
  function scalesOf(squares: Map<string, number>): Map<string, number> {
    let whole = 0
    for (const kind of squares.keys()) whole += (weighing[kind] ?? 0) ** 2
    return new Map(
      [...squares].map(([kind, square]) => [kind, (weighing[kind] ?? 0) / Math.sqrt(square * whole || 1)]),
    )
  }
}
