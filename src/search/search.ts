import type { RuleBook } from '../rules/rule-book.ts'
import { createExtractors, usesIn } from './extractor.ts'
import { loadModel, type Model } from './model.ts'
import { type Asks, labelsOf, nameOf, type Phrase, phrasesOf, teamPhrases } from './phrases.ts'
import { type Found, rank } from './ranking.ts'
import { runNow, type Slices, sliced } from './slices.ts'
import { type Example, training } from './training.ts'
import { tuning } from './tuning.ts'

/** Pure: the same question always finds the same. */
export type Search = (question: string) => Found

/** Phrases read in a slice of a few milliseconds. */
const phraseSlice = 10

const noAsks: Asks = new Map()

/** Learns a team's own phrasings on top of the book's. */
export type Teach = (asks: Asks) => Slices<Search>

/**
 * Prepares searches that start from the model and learn the phrases that it was not trained on: the book's
 * and a team's. The matters outside the book compete with its entries. `settings` and `model` are parameters
 * for measuring.
 */
export function prepareSearch(book: RuleBook, settings = tuning, model = loadModel()): Teach {
  const own = phrasesOf(book)
  const trained = new Set(model.phrases)
  const untrained = own.filter(phrase => !trained.has(nameOf(phrase)))
  const inherited = inheritedModel(own, model)
  const labels = labelsOf(book)
  const extractorFor = createExtractors(book)
  return function* teach(asks) {
    const phrases = [...untrained, ...teamPhrases(book, asks)]
    const featuresOf = extractorFor(usesIn(phrases, model.words))
    yield
    const examples: Example[] = []
    yield* sliced(phrases, phraseSlice, ({ text, ...rest }) => {
      examples.push({ features: featuresOf(text), ...rest })
    })
    const { classify } = yield* training(examples, labels, settings, inherited)
    return question => {
      if (question.trim() === '') return { hits: [], covered: false, elsewhere: undefined }
      const features = featuresOf(question)
      return rank(book, features, classify(features), settings)
    }
  }
}

/** The search over a book and a team's phrasings, learnt in one go. */
export const createSearch = (
  book: RuleBook,
  asks: Asks = noAsks,
  settings = tuning,
  model = loadModel(),
): Search => runNow(prepareSearch(book, settings, model)(asks))

/**
 * The model without the classes that this book means differently: one is kept only if the book still has most
 * of the phrases that it was trained on, for another book may use the same id for something else.
 */
function inheritedModel(own: Phrase[], model: Model): Model {
  const names = new Set(own.map(nameOf))
  const surplus = new Map<string, number>()
  for (const name of model.phrases) {
    const [label = ''] = name.split(': ', 1)
    surplus.set(label, (surplus.get(label) ?? 0) + (names.has(name) ? 1 : -1))
  }
  const isSame = (label: string) => (surplus.get(label) ?? 0) > 0
  return { ...model, classes: model.classes.map(label => (isSame(label) ? label : '')) }
}
