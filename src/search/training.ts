import type { Features } from './features.ts'
import { emptyModel, type Model } from './model.ts'
import { type Slices, sliced } from './slices.ts'
import { type Lesson, type Pace, teaching } from './teaching.ts'
import { type TfIdf, tfIdf } from './tf-idf.ts'
import { AVERAGE, createWeightTable, fillScores, isKnown, type Term } from './weights.ts'

/** A text whose class is known; one with less `trust` teaches less. */
export type Example = { features: Features; label: string; trust: number }

/** The score of each class, in their order, and the share of the text (0 to 1) known from examples. */
export type Classification = { scores: Float64Array; known: number }

export type Trained = {
  classify(features: Features): Classification
  /** The part of a model that these examples make, without what was inherited. */
  model(): Pick<Model, 'texts' | 'classes' | 'features'>
}

/** Examples in a slice of a few milliseconds. */
const exampleSlice = 20

/** Pairs of Latin words do not count: known words in a new combination are still known. */
const PAIR = 'b'

/** Learns from examples which features speak for which class, on top of a model. Deterministic. */
export function* training(
  examples: Example[],
  classes: readonly string[],
  { tfIdfOptions, pace }: { tfIdfOptions: TfIdf; pace: Pace },
  inherited: Model = emptyModel,
): Slices<Trained> {
  const table = createWeightTable(classes, inherited)
  const texts = inherited.texts + examples.length

  function termsOf(features: Features): Term[] {
    const found = new Map(Array.from(features.keys(), feature => [feature, table.weightsOf(feature)]))
    const counted = [...features].filter(([feature]) => !feature.startsWith(PAIR) || found.get(feature))
    const rarityOf = (feature: string) => Math.log(1 + texts / (found.get(feature)?.uses ?? 1))
    return Array.from(tfIdf(counted, rarityOf, tfIdfOptions), ([feature, by]) => ({
      weights: found.get(feature),
      by,
    }))
  }

  yield* sliced(examples, exampleSlice, ({ features }) => table.addText(features))
  const lessons: Lesson[] = []
  yield* sliced(examples, exampleSlice, ({ features, label, trust }) => {
    lessons.push({ terms: termsOf(features), index: table.indexOf(label), trust })
  })
  yield* teaching(lessons, classes.length, pace)

  return {
    classify(features) {
      const terms = termsOf(features)
      const scores = new Float64Array(classes.length)
      fillScores(terms, AVERAGE, scores)
      const known = terms.reduce((total, { weights, by }) => total + (isKnown(weights) ? by * by : 0), 0)
      return { scores, known }
    },
    model: () => ({ texts, classes, features: table.learntFeatures() }),
  }
}
