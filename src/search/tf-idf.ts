/** How much each kind of sign counts, by its letter. */
export type TfIdf = Readonly<Record<string, number>>

/**
 * What each sign of a text weighs: the rarer the more, each kind as much as `tfIdfOptions` says however many signs of it there are.
 * The squares of all weights make 1 together.
 */
export function tfIdf(
  features: Iterable<[sign: string, strength: number]>,
  rarityOf: (sign: string) => number,
  tfIdfOptions: TfIdf,
): Map<string, number> {
  const weights = new Map<string, number>()
  const squares = new Map<string, number>()
  for (const [sign, strength] of features) {
    const weight = strength * rarityOf(sign)
    weights.set(sign, weight)
    squares.set(kindOf(sign), (squares.get(kindOf(sign)) ?? 0) + weight * weight)
  }
  let whole = 0
  for (const kind of squares.keys()) whole += (tfIdfOptions[kind] ?? 0) ** 2
  for (const [sign, weight] of weights) {
    const kind = kindOf(sign)
    weights.set(sign, (weight * (tfIdfOptions[kind] ?? 0)) / Math.sqrt((squares.get(kind) ?? 0) * whole || 1))
  }
  return weights
}

const kindOf = (sign: string): string => sign.charAt(0)
