import { type Knowledge, loadKnowledge } from './knowledge.ts'
import { learn } from './learning.ts'
import { type Entry, type Outside, type RuleBook, wholeOf } from './rule-book.ts'
import { createSigns, type Signs } from './signs.ts'
import { createSpelling } from './spelling.ts'
import { tuning } from './tuning.ts'
import { loadVocabulary, type Vocabulary } from './vocabulary.ts'
import { functionWords } from './words.ts'

/**
 * An entry that may answer a question, and the part of it that answers more closely than the whole, if one does; a higher score
 * is a better answer, and means nothing else.
 */
export type Hit = { entry: Entry; part: Entry | undefined; score: number }

/**
 * What the book has for a question: every entry that is no part of another, the best first (none for a blank question). `covered` is false when it seems to
 * be about something else; `elsewhere` is the other matter, if it is a known one. A hint: nothing can tell for sure.
 */
export type Found = { hits: Hit[]; covered: boolean; elsewhere: Outside | undefined }

export type Search = (question: string) => Found

/** Other ways to ask that a team has added, by the entry that answers them. */
export type Asks = ReadonlyMap<string, readonly string[]>

/** A text that a class is asked by. What has less `trust` teaches less. */
export type Phrase = { text: string; meaning: string; trust: number }

const none: Asks = new Map()

/**
 * A search that knows what was learnt beforehand, and learns from a book's own phrases and from a team's what else each entry is
 * asked by; the matters outside the book compete with the entries. The same book always gives the same search. `settings` and
 * `knowledge` are for measuring.
 */
export function createSearch(
  book: RuleBook,
  asks: Asks = none,
  settings = tuning,
  knowledge = loadKnowledge(),
): Search {
  const { entries, outside } = book
  const learnt = new Set(knowledge.phrases)
  const own = phrasesOf(book).filter(phrase => !learnt.has(nameOf(phrase)))
  const phrases = [...own, ...asksOf(book, asks)]
  const signsOf = createReader(book, usesOf(phrases, knowledge.words))
  const examples = phrases.map(({ text, ...rest }) => ({ signs: signsOf(text), ...rest }))
  const { judge } = learn(examples, classesOf(book), settings, inherited(book, knowledge))

  return question => {
    if (question.trim() === '') return { hits: [], covered: false, elsewhere: undefined }
    const signs = signsOf(question)
    const { scores, known } = judge(signs)
    const ranked = entries
      .map((entry, index) => ({ entry, score: scores[index] ?? 0 }))
      .sort((one, other) => other.score - one.score)
    const hits = folded(book, ranked)
    const aboutSubject = signs.has(`c${SUBJECT}`)
    // What names the book's subject is about it, whatever else it names, but for the few matters that say otherwise.
    const rivals = outside
      .map((about, index) => ({ about, score: scores[entries.length + index] ?? 0 }))
      .filter(({ about }) => about.despiteSubject || !aboutSubject)
      .sort((one, other) => other.score - one.score)
    // Half of all short names sound like something else.
    const best = hits[0]?.score ?? 0
    const named = rivals.find(
      ({ about, score }) =>
        about.despiteSubject && signs.get(`c${matter(about.id)}`) === 1 && score + settings.name > best,
    )
    const doubt = aboutSubject ? 0 : settings.doubt
    // Who says hello may go on to ask something: it is a greeting where nothing else is heard.
    const better = rivals.find(
      ({ about, score }) => score + doubt > best && !(about.greeting && best > settings.heard),
    )
    const strange = known < settings.knownEnough
    const rival = named ?? (strange ? undefined : better)
    return { hits, covered: !strange && !named && !better, elsewhere: rival?.about }
  }
}

/** The hits, given the best first, with each part folded into the entry that it is a part of. */
function folded(book: RuleBook, ranked: { entry: Entry; score: number }[]): Hit[] {
  const hits = new Map<Entry, Hit>()
  for (const { entry: found, score } of ranked) {
    const entry = wholeOf(book, found)
    if (!hits.has(entry)) hits.set(entry, { entry, part: found === entry ? undefined : found, score })
  }
  return [...hits.values()]
}

const SUBJECT = 'the subject'
export const matter = (id: string) => `outside ${id}`

/** What a question may be about: the entries of a book, then the matters outside it. */
export const classesOf = ({ entries, outside }: RuleBook): string[] => [
  ...entries.map(({ id }) => id),
  ...outside.map(({ id }) => matter(id)),
]

/** Everything that a book says its classes are asked by. */
export function phrasesOf({ entries, outside }: RuleBook): Phrase[] {
  const taught = (meaning: string, trust: number, texts: readonly string[]) =>
    texts.map(text => ({ text, meaning, trust }))
  return [
    ...entries.flatMap(({ id, question, ask, keywords }) => [
      ...taught(id, 1, [question.zh, question.en, ...ask.zh, ...ask.en]),
      ...taught(id, 0.3, keywords),
    ]),
    ...outside.flatMap(({ id, words, ask }) => taught(matter(id), 1, [...words, ...ask.zh, ...ask.en])),
  ]
}

/** What a team has added, to entries or to matters outside the book. */
const asksOf = ({ entries, outside }: RuleBook, asks: Asks): Phrase[] =>
  [...asks].flatMap(([id, texts]) => {
    const isEntry = entries.some(entry => entry.id === id)
    if (!isEntry && !outside.some(about => about.id === id)) return []
    return texts.map(text => ({ text, meaning: isEntry ? id : matter(id), trust: 1 }))
  })

/**
 * Knowledge as far as it is about this book: of a class that the book still asks in most of the words that were learnt from. Another
 * book may use the same id for something else.
 */
function inherited(book: RuleBook, knowledge: Knowledge): Knowledge {
  const own = new Set(phrasesOf(book).map(nameOf))
  const isSame = (meaning: string) => {
    const learnt = knowledge.phrases.filter(name => name.startsWith(`${meaning}: `))
    return learnt.filter(name => own.has(name)).length * 2 > learnt.length
  }
  return { ...knowledge, classes: knowledge.classes.map(meaning => (isSame(meaning) ? meaning : '')) }
}

/** A phrase as `Knowledge` names it. */
export const nameOf = ({ meaning, text }: Phrase): string => `${meaning}: ${text}`

/** Reads the signs of a text, with the words of a book. `known`: how often each Latin word is used in it. */
export function createReader(
  { outside, subject, synonyms }: RuleBook,
  known: ReadonlyMap<string, number>,
): (text: string) => Signs {
  const vocabulary: Vocabulary = {
    ...loadVocabulary(),
    ...synonyms,
    ...Object.fromEntries(outside.map(({ id, words }) => [matter(id), words])),
    [SUBJECT]: subject,
  }
  const uses = countWords(Object.values(vocabulary).flat(), new Map(known))
  return createSigns(vocabulary, createSpelling(uses))
}

/** How often each Latin word is used in phrases, beside what is known beforehand; the commonest words are known in any case. */
export function usesOf(phrases: Phrase[], before: Knowledge['words']): Map<string, number> {
  const uses = new Map([...functionWords].map((word): [string, number] => [word, 5]))
  for (const [word, count] of Object.entries(before)) uses.set(word, count)
  return countWords(
    phrases.map(({ text }) => text),
    uses,
  )
}

/** Adds to `uses` how often each Latin word is used. */
export function countWords(texts: string[], uses = new Map<string, number>()): Map<string, number> {
  for (const text of texts)
    for (const [word] of text.toLowerCase().matchAll(/\p{Script=Latin}+/gu))
      uses.set(word, (uses.get(word) ?? 0) + 1)
  return uses
}
