import MiniSearch from 'minisearch'
import type { Entry, RuleBook } from './rule-book-schema.ts'
import { isLatin, tokensOf } from './tokens.ts'

/** An entry that answers a question, more or less; `matched` are the question's words that it was found by. */
export type Hit = { entry: Entry; score: number; matched: readonly string[] }

const FEWEST = 3
/** A pasted page is searched by its beginning. */
const MOST_WORDS = 100
const BOOST = { question: 3, ask: 3, keywords: 2, answer: 0.6, id: 1 }

const both = ({ zh, en }: { zh: string | string[]; en: string | string[] }): string =>
  [zh, en].flat().join('\n')

const isWord = (term: string): boolean => isLatin(term) && !term.includes(' ')

/** Neighbouring Latin words count as a word of their own: "how long" is not "how". */
const withPairs = (line: string): string[] => {
  const tokens = tokensOf(line)
  const pairs = tokens.flatMap((token, at) => {
    const next = tokens[at + 1]
    return next !== undefined && isLatin(token) && isLatin(next) ? [`${token} ${next}`] : []
  })
  return [...tokens, ...pairs]
}

/** Pairs never cross a line: each line is a question of its own. */
const searchWords = (text: string): string[] => text.split('\n').flatMap(withPairs)

const documentOf = (entry: Entry) => ({
  id: entry.id,
  question: both(entry.question),
  ask: both(entry.ask),
  keywords: entry.keywords.join('\n'),
  answer: both(entry.answer),
})

/**
 * A search over the book's entries, the best hit first. At least three hits (or the whole book, if smaller) for any question;
 * those that only fill up have score 0. Empty for a blank question or an empty book.
 */
export const createSearch = (book: RuleBook): ((query: string) => Hit[]) => {
  const byId = new Map(book.entries.map(entry => [entry.id, entry]))
  const index = new MiniSearch({
    fields: Object.keys(BOOST),
    tokenize: searchWords,
    processTerm: term => term,
    searchOptions: {
      tokenize: query => [...new Set(searchWords(query))].slice(0, MOST_WORDS),
      boost: BOOST,
      fuzzy: term => isWord(term) && term.length > 4 && 0.2,
      prefix: term => isWord(term) && term.length > 3,
    },
  })
  index.addAll(book.entries.map(documentOf))

  return query => {
    if (query.trim() === '') return []
    const found = index.search(query).flatMap(({ id, score, queryTerms }): Hit[] => {
      const entry = byId.get(String(id))
      return entry ? [{ entry, score, matched: queryTerms }] : []
    })
    const rest = book.entries.filter(entry => !found.some(hit => hit.entry === entry))
    const kin = rest.filter(entry => entry.stage === found[0]?.entry.stage)
    const fillers = [...new Set([...kin, ...rest])].slice(0, Math.max(0, FEWEST - found.length))
    return [...found, ...fillers.map(entry => ({ entry, score: 0, matched: [] }))]
  }
}
