import { type Answer, type Entry, type Outside, type RuleBook, withWhole } from '../rules/rule-book.ts'
import { SUBJECT } from './extractor.ts'
import type { Features } from './features.ts'
import { outsideLabel } from './phrases.ts'
import type { Classification } from './training.ts'
import type { Tuning } from './tuning.ts'

/** An entry that may answer a question; scores order the hits of one question and mean nothing else. */
export type Hit = Answer & { score: number }

/**
 * What the book has for a question: every entry that is not a part of another, best first; none for a blank
 * question. `covered` is false when the question seems to be about something else, which is `elsewhere` if it
 * is known. A hint only.
 */
export type Found = { hits: Hit[]; covered: boolean; elsewhere: Outside | undefined }

type Rival = { about: Outside; score: number }

/** Ranks the entries for a classified question and decides whether the book covers it. */
export function rank(
  book: RuleBook,
  features: Features,
  { scores, known }: Classification,
  tuning: Tuning,
): Found {
  const hits = hitsOf(book, scores)
  const best = hits[0]?.score ?? 0
  const aboutSubject = features.has(`c${SUBJECT}`)
  const rivals = rivalsOf(book, scores, aboutSubject)
  const named = rivals.find(rival => isNamed(rival, features) && rival.score + tuning.nameBonus > best)
  const margin = aboutSubject ? 0 : tuning.outsideMargin
  // People say hello before they ask: a question is a greeting only if no entry scores well.
  const better = rivals.find(
    ({ about, score }) => score + margin > best && !(about.greeting && best > tuning.greetingLimit),
  )
  const isUnknown = known < tuning.minKnown
  const elsewhere = named ?? (isUnknown ? undefined : better)
  return { hits, covered: !isUnknown && !named && !better, elsewhere: elsewhere?.about }
}

/** The entries by score, each part folded into the entry that it is a part of. */
function hitsOf(book: RuleBook, scores: Float64Array): Hit[] {
  const ranked = book.entries
    .map((entry, index) => ({ entry, score: scores[index] ?? 0 }))
    .sort((one, other) => other.score - one.score)
  const hits = new Map<Entry, Hit>()
  for (const { entry, score } of ranked) {
    const answer = withWhole(book, entry)
    if (!hits.has(answer.entry)) hits.set(answer.entry, { ...answer, score })
  }
  return [...hits.values()]
}

/**
 * The outside matters by score. A question that names the book's subject is about the subject, whatever else
 * it names, except for the few matters marked `despiteSubject`.
 */
function rivalsOf({ entries, outside }: RuleBook, scores: Float64Array, aboutSubject: boolean): Rival[] {
  return outside
    .map((about, index) => ({ about, score: scores[entries.length + index] ?? 0 }))
    .filter(({ about }) => about.despiteSubject || !aboutSubject)
    .sort((one, other) => other.score - one.score)
}

/** Only a name in writing counts (strength 1): half of all short names sound like something else. */
const isNamed = ({ about }: Rival, features: Features): boolean =>
  about.despiteSubject === true && features.get(`c${outsideLabel(about.id)}`) === 1
