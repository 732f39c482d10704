import { memoized } from '../remembered.ts'
import { type Answer, type Entry, type Outside, type RuleBook, withWhole } from '../rules/rule-book.ts'
import { loadModel, type Model } from './model.ts'
import { type Asks, asksOf, classesOf, matter, nameOf, type Phrase, phrasesOf } from './phrases.ts'
import { createReaders, type Reader, SUBJECT, usesOf } from './reader.ts'
import { atOnce, type Slices, sliced } from './slices.ts'
import { type Example, type Trained, training } from './training.ts'
import { tuning } from './tuning.ts'

/** An entry that may answer a question; a higher score is a better answer, and means nothing else. */
export type Hit = Answer & { score: number }

/**
 * What the book has for a question: every entry that is no part of another, the best first (none for a blank question).
 * `covered` is false when it seems to be about something else; `elsewhere` is the other matter, if it is a known one. A hint:
 * nothing can tell for sure.
 */
export type Found = { hits: Hit[]; covered: boolean; elsewhere: Outside | undefined }

export type Search = (question: string) => Found

/** So many phrases are read in a slice of a few milliseconds. */
const phraseSlice = 10

const none: Asks = new Map()

/** Learns a team's own ways to ask, and gives the search that knows them. */
export type Teach = (asks: Asks) => Slices<Search>

/**
 * Searches that know what was learnt beforehand, and learn from a book's own phrases and from a team's what else each entry is
 * asked by; the matters outside the book compete with the entries. The same book always gives the same search. `settings` and
 * `model` are for measuring.
 */
export function prepareSearch(book: RuleBook, settings = tuning, model = loadModel()): Teach {
  const own = phrasesOf(book)
  const learnt = new Set(model.phrases)
  const unlearnt = own.filter(phrase => !learnt.has(nameOf(phrase)))
  const before = inherited(own, model)
  const classes = classesOf(book)
  const readerOf = createReaders(book)
  return function* teach(asks) {
    const phrases = [...unlearnt, ...asksOf(book, asks)]
    const featuresOf = readerOf(usesOf(phrases, model.words))
    yield
    const examples: Example[] = []
    yield* sliced(phrases, phraseSlice, ({ text, ...rest }) => {
      examples.push({ features: featuresOf(text), ...rest })
    })
    const { classify } = yield* training(examples, classes, settings, before)
    return searchWith(book, featuresOf, classify, settings)
  }
}

/** The search over a book and a team's own ways to ask, learnt in one go. */
export const createSearch = (
  book: RuleBook,
  asks: Asks = none,
  settings = tuning,
  model = loadModel(),
): Search => atOnce(prepareSearch(book, settings, model)(asks))

function searchWith(
  book: RuleBook,
  featuresOf: Reader,
  classify: Trained['classify'],
  settings: typeof tuning,
): Search {
  const { entries, outside } = book

  return memoized(maxQuestions, question => {
    if (question.trim() === '') return { hits: [], covered: false, elsewhere: undefined }
    const features = featuresOf(question)
    const { scores, known } = classify(features)
    const ranked = entries
      .map((entry, index) => ({ entry, score: scores[index] ?? 0 }))
      .sort((one, other) => other.score - one.score)
    const hits = folded(book, ranked)
    const aboutSubject = features.has(`c${SUBJECT}`)
    // What names the book's subject is about it, whatever else it names, but for the few matters that say otherwise.
    const rivals = outside
      .map((about, index) => ({ about, score: scores[entries.length + index] ?? 0 }))
      .filter(({ about }) => about.despiteSubject || !aboutSubject)
      .sort((one, other) => other.score - one.score)
    const best = hits[0]?.score ?? 0
    // Half of all short names sound like something else.
    const named = rivals.find(
      ({ about, score }) =>
        about.despiteSubject && features.get(`c${matter(about.id)}`) === 1 && score + settings.name > best,
    )
    const doubt = aboutSubject ? 0 : settings.doubt
    // Who says hello may go on to ask something: it is a greeting where nothing else is heard.
    const better = rivals.find(
      ({ about, score }) => score + doubt > best && !(about.greeting && best > settings.heard),
    )
    const strange = known < settings.knownEnough
    const rival = named ?? (strange ? undefined : better)
    return { hits, covered: !strange && !named && !better, elsewhere: rival?.about }
  })
}

/** People of a team ask the same things; a search takes longer than everything else about a question. */
const maxQuestions = 500

/** The hits, given the best first, with each part folded into the entry that it is a part of. */
function folded(book: RuleBook, ranked: { entry: Entry; score: number }[]): Hit[] {
  const hits = new Map<Entry, Hit>()
  for (const { entry: found, score } of ranked) {
    const answer = withWhole(book, found)
    if (!hits.has(answer.entry)) hits.set(answer.entry, { ...answer, score })
  }
  return [...hits.values()]
}

/**
 * Knowledge as far as it is about a book with these phrases: of a class that it still asks in most of the words that were learnt
 * from. Another book may use the same id for something else.
 */
function inherited(own: Phrase[], model: Model): Model {
  const names = new Set(own.map(nameOf))
  const surplus = new Map<string, number>()
  for (const name of model.phrases) {
    const [meaning = ''] = name.split(': ', 1)
    surplus.set(meaning, (surplus.get(meaning) ?? 0) + (names.has(name) ? 1 : -1))
  }
  const isSame = (meaning: string) => (surplus.get(meaning) ?? 0) > 0
  return { ...model, classes: model.classes.map(meaning => (isSame(meaning) ? meaning : '')) }
}
