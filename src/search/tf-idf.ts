/** The weight of each kind of feature, by the kind's letter. */
export type TfIdf = Readonly<Record<string, number>>

/**
 * Weights features by rarity. The features of one kind together weigh what `tfIdfOptions` says, however many
 * there are; the squares of all weights add up to 1.
 */
export function tfIdf(
  features: Iterable<[feature: string, strength: number]>,
  rarityOf: (feature: string) => number,
  tfIdfOptions: TfIdf,
): Map<string, number> {
  const weights = new Map<string, number>()
  const squares = new Map<string, number>()
  for (const [feature, strength] of features) {
    const weight = strength * rarityOf(feature)
    weights.set(feature, weight)
    squares.set(kindOf(feature), (squares.get(kindOf(feature)) ?? 0) + weight * weight)
  }
  let total = 0
  for (const kind of squares.keys()) total += (tfIdfOptions[kind] ?? 0) ** 2
  for (const [feature, weight] of weights) {
    const kind = kindOf(feature)
    const norm = Math.sqrt((squares.get(kind) ?? 0) * total || 1)
    weights.set(feature, (weight * (tfIdfOptions[kind] ?? 0)) / norm)
  }
  return weights
}

const kindOf = (feature: string): string => feature.charAt(0)
