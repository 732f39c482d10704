import { type Example, learn } from './learning.ts'
import type { Entry, Outside, RuleBook } from './rule-book-schema.ts'
import { createSigns } from './signs.ts'
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

type Phrase = { text: string; meaning: number; trust: number }

const none: Asks = new Map()

/**
 * A search that learns from a book's own phrases, and from a team's, what each entry is asked by; the matters outside the book
 * compete with the entries. The same book always gives the same search. `settings` are for measuring.
 */
export function createSearch(
  { entries, outside, subject, synonyms }: RuleBook,
  asks: Asks = none,
  settings = tuning,
): Search {
  const phrases: Phrase[] = [
    ...entries.flatMap((entry, meaning) => phrasesOf(entry, asks.get(entry.id) ?? [], meaning)),
    ...outside.flatMap(({ words, ask }, index) =>
      [...words, ...ask.zh, ...ask.en].map(text => ({ text, meaning: entries.length + index, trust: 1 })),
    ),
  ]
  const vocabulary: Vocabulary = {
    ...loadVocabulary(),
    ...synonyms,
    ...Object.fromEntries(outside.map(({ id, words }) => [matter(id), words])),
    [SUBJECT]: subject,
  }
  const texts = [...phrases.map(({ text }) => text), ...Object.values(vocabulary).flat()]
  const signsOf = createSigns(vocabulary, createSpelling(usesOf(texts)))
  function* examples(): Generator<Example> {
    for (const { text, meaning, trust } of phrases) yield { signs: signsOf(text), meaning, trust }
  }
  const judge = learn(examples(), entries.length + outside.length, settings.weighing, settings.pace)

  return question => {
    if (question.trim() === '') return { hits: [], covered: false, elsewhere: undefined }
    const signs = signsOf(question)
    const { scores, known } = judge(signs)
    const ranked = entries
      .map((entry, index) => ({ entry, score: scores[index] ?? 0 }))
      .sort((one, other) => other.score - one.score)
    const hits = folded(ranked, entries)
    const aboutSubject = signs.has(`c${SUBJECT}`)
    // What names the book's subject is about it, whatever else it names, but for the few matters that say otherwise.
    const rivals = outside
      .map((about, index) => ({ about, score: scores[entries.length + index] ?? 0 }))
      .filter(({ about }) => about.despiteSubject || !aboutSubject)
      .sort((one, other) => other.score - one.score)
    // Half of all short names sound like something else.
    const named = rivals.find(({ about }) => about.despiteSubject && signs.get(`c${matter(about.id)}`) === 1)
    const best = hits[0]?.score ?? 0
    // Who says hello may go on to ask something, so a greeting has to lead as clearly as an entry has to.
    const doubt = ({ reply }: Outside) => (aboutSubject ? 0 : reply ? -settings.doubt : settings.doubt)
    const better = rivals.find(({ about, score }) => score + doubt(about) > best)
    const strange = known < settings.knownEnough
    const rival = named ?? (strange ? undefined : better)
    return { hits, covered: !strange && !named && !better, elsewhere: rival?.about }
  }
}

/** The hits, given the best first, with each part folded into the entry that it is a part of. */
function folded(ranked: { entry: Entry; score: number }[], entries: Entry[]): Hit[] {
  const hits = new Map<Entry, Hit>()
  for (const { entry: found, score } of ranked) {
    const entry = entries.find(({ id }) => id === found.within) ?? found
    if (!hits.has(entry)) hits.set(entry, { entry, part: found === entry ? undefined : found, score })
  }
  return [...hits.values()]
}

const SUBJECT = 'the subject'
const matter = (id: string) => `outside ${id}`

function phrasesOf({ question, ask, keywords }: Entry, asks: readonly string[], meaning: number): Phrase[] {
  const taught = (texts: readonly string[], trust: number) => texts.map(text => ({ text, meaning, trust }))
  return [...taught([question.zh, question.en, ...ask.zh, ...ask.en, ...asks], 1), ...taught(keywords, 0.3)]
}

/** How often each Latin word is used; the commonest words are known in any case. */
function usesOf(texts: string[]): Map<string, number> {
  const uses = new Map([...functionWords].map((word): [string, number] => [word, 5]))
  for (const text of texts)
    for (const [word] of text.toLowerCase().matchAll(/\p{Script=Latin}+/gu))
      uses.set(word, (uses.get(word) ?? 0) + 1)
  return uses
}
