import type { Features } from './features.ts'
import { type Model, TWENTIETHS } from './model.ts'

/** The weights of a feature, by class. */
export type Weights = {
  /** Number of texts with the feature. */
  uses: number
  /** From the model: class and weight in turn. */
  inherited: readonly number[]
  /** Learnt now: class, current weight and weight averaged over time in turn. */
  learnt: number[]
}

/** Offsets in `learnt` from the class. */
export const CURRENT = 1
export const AVERAGE = 2
const WIDTH = 3

/** A feature of one text: its weights, if it has any, and how much it counts there. */
export type Term = { weights: Weights | undefined; by: number }

/** The weights of all features for `classes`, starting from a model. */
export function createWeightTable(classes: readonly string[], model: Model) {
  const indices = new Map(classes.map((label, index) => [label, index]))
  const changed = new Map<string, Weights>()

  function inheritedBy(feature: string): Weights | undefined {
    const stored = Object.hasOwn(model.features, feature) ? model.features[feature] : undefined
    if (!stored) return undefined
    const inherited: number[] = []
    for (let at = 1; at < stored.length; at += 2) {
      const index = indices.get(model.classes[stored[at] ?? 0] ?? '')
      if (index !== undefined) inherited.push(index, (stored[at + 1] ?? 0) / TWENTIETHS)
    }
    return { uses: stored[0] ?? 1, inherited, learnt: [] }
  }
  const weightsOf = (feature: string): Weights | undefined => changed.get(feature) ?? inheritedBy(feature)

  return {
    weightsOf,
    indexOf(label: string): number {
      const index = indices.get(label)
      if (index === undefined) throw new Error(`no class ${label}`)
      return index
    },
    /** Counts another text; its features can be adjusted from then on. */
    addText(features: Features): void {
      for (const feature of features.keys()) {
        const weights = weightsOf(feature) ?? { uses: 0, inherited: [], learnt: [] }
        weights.uses++
        changed.set(feature, weights)
      }
    },
    /** The learnt weights in the model's format, without features that have none. */
    learntFeatures: (): Model['features'] =>
      Object.fromEntries(
        Array.from(
          changed,
          ([feature, weights]) => [feature, [weights.uses, ...encoded(weights)]] as const,
        ).filter(([, numbers]) => numbers.length > 1),
      ),
  }
}

export const isKnown = (weights: Weights | undefined): boolean =>
  weights !== undefined && weights.inherited.length + weights.learnt.length > 0

/** Sets the score of every class in `scores`, from the `CURRENT` or the `AVERAGE` weights. */
export function fillScores(terms: Term[], which: number, scores: Float64Array): void {
  scores.fill(0)
  for (const { weights, by } of terms) {
    if (!weights) continue
    const { inherited, learnt } = weights
    for (let at = 0; at < inherited.length; at += 2) {
      const index = inherited[at] ?? 0
      scores[index] = (scores[index] ?? 0) + by * (inherited[at + 1] ?? 0)
    }
    for (let at = 0; at < learnt.length; at += WIDTH) {
      const index = learnt[at] ?? 0
      scores[index] = (scores[index] ?? 0) + by * (learnt[at + which] ?? 0)
    }
  }
}

/** Adds `change` to the weight for a class; `share` is the part of the training still to come. */
export function adjust({ learnt }: Weights, index: number, change: number, share: number): void {
  let at = 0
  while (at < learnt.length && learnt[at] !== index) at += WIDTH
  if (at === learnt.length) learnt.push(index, 0, 0)
  learnt[at + CURRENT] = (learnt[at + CURRENT] ?? 0) + change
  learnt[at + AVERAGE] = (learnt[at + AVERAGE] ?? 0) + change * share
}

/** Class and rounded average weight in turn, without zeros. */
function encoded({ learnt }: Weights): number[] {
  const numbers: number[] = []
  for (let at = 0; at < learnt.length; at += WIDTH) {
    const weight = Math.round((learnt[at + AVERAGE] ?? 0) * TWENTIETHS)
    if (weight !== 0) numbers.push(learnt[at] ?? 0, weight)
  }
  return numbers
}
