// `npm run bench:answers -- [tuning|frozen-5|frozen-6] [--mistakes]` measures how well questions find their
// entry, compared with two libraries with default options. The frozen questions were written after the search
// was frozen and are never tuned to.
import Fuse from 'fuse.js'
import MiniSearch from 'minisearch'
import { asPhrases } from '../learn/from-questions.ts'
import { learningSets } from '../learn/questions.ts'
import { loadRuleBook, type RuleBook } from '../src/rules/rule-book.ts'
import { phrasesOf } from '../src/search/phrases.ts'
import { createSearch } from '../src/search/search.ts'
import { names, questionsOf } from './questions.ts'
import { interval, type Score, score } from './score.ts'

type Ask = Parameters<typeof score>[2]

const given = process.argv.slice(2).find(word => word !== '--mistakes') ?? 'frozen-6'
const name = names.find(each => each === given)
if (!name) {
  console.error(`There are no questions named ${given}: ${names.join(', ')}`)
  process.exit(2)
}
const questions = questionsOf(name)
const book = loadRuleBook()
const verbose = process.argv.includes('--mistakes')

const memory = () => {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage()
  return { kept: (heapUsed + arrayBuffers) / 1e6, rss: rss / 1e6 }
}

const before = memory()
const cpu = process.cpuUsage()
const start = performance.now()
const search = createSearch(book)
const wall = performance.now() - start
const spent = process.cpuUsage(cpu)

const ours: Ask = text => {
  const { hits, covered } = search(text)
  return { covered, ids: hits.map(({ entry }) => entry.id) }
}

/** MiniSearch with all training questions, a document each, and Chinese in pairs of characters. */
function miniSearchWithAll(): Ask {
  const tokenize = (text: string) =>
    text
      .toLowerCase()
      .match(/\p{Script=Latin}+|\p{Script=Han}+|\d+/gu)
      ?.flatMap(run => (/^\p{Script=Han}{2}/u.test(run) ? pairsOf(run) : [run])) ?? []
  const index = new MiniSearch({ fields: ['text'], storeFields: ['label'], tokenize })
  const all = [...phrasesOf(book), ...asPhrases([...learningSets().values()].flat())]
  index.addAll(all.map(({ text, label }, id) => ({ id, text, label })))
  const entries = new Set(book.entries.map(({ id }) => id))
  return text => {
    const found = index.search(text).map(({ label }) => String(label))
    return { covered: entries.has(found[0] ?? ''), ids: found.filter(id => entries.has(id)) }
  }
}

const pairsOf = (run: string): string[] => Array.from(run.slice(1), (_, at) => run.slice(at, at + 2))

const documents = ({ entries }: RuleBook) =>
  entries.map(({ id, question, ask, keywords, answer }) => ({
    id,
    question: `${question.zh}\n${question.en}`,
    ask: [...ask.zh, ...ask.en].join('\n'),
    keywords: keywords.join('\n'),
    answer: `${answer.zh}\n${answer.en}`,
  }))
const fields = ['question', 'ask', 'keywords', 'answer']

function miniSearch(): Ask {
  const index = new MiniSearch({ fields })
  index.addAll(documents(book))
  return text => ({ covered: true, ids: index.search(text).map(({ id }) => String(id)) })
}

function fuse(): Ask {
  const index = new Fuse(documents(book), { keys: fields, ignoreLocation: true, threshold: 1 })
  return text => ({ covered: true, ids: index.search(text).map(({ item }) => item.id) })
}

const share = (hits: number, of: number) => {
  const [low, high] = interval(hits, of)
  return `${((100 * hits) / of).toFixed(1).padStart(5)} % (${Math.max(0, low).toFixed(0)}-${high.toFixed(0)})`
}
const row = (label: string, { of, first, within3 }: Score['all']) =>
  console.log(
    `${label.padEnd(22)} ${String(of).padStart(4)}  ${share(first, of).padEnd(18)} ${share(within3, of)}`,
  )

const result = score(book, questions, ours)
console.log(`${questions.length} ${name} questions; 95 % intervals in brackets\n`)
console.log(`${'group'.padEnd(22)}    n  first              within the first three`)
for (const [group, tally] of result.groups) row(group, tally)
row('all', result.all)
row('MiniSearch, default', score(book, questions, miniSearch()).all)
row('Fuse.js', score(book, questions, fuse()).all)
row('MiniSearch, learnt', score(book, questions, miniSearchWithAll()).all)
const { hedgedInside: hedged, unhedgedOutside: unhedged } = result
console.log(`\nhedged though inside the book:   ${share(hedged.wrong, hedged.of)} of ${hedged.of}`)
console.log(`unhedged though outside:         ${share(unhedged.wrong, unhedged.of)} of ${unhedged.of}`)

const times: number[] = []
for (let round = 0; round < 5; round++)
  for (const { text } of questions) {
    const began = performance.now()
    search(text)
    times.push(performance.now() - began)
  }
times.sort((one, other) => one - other)
const at = (part: number) => `${times[Math.floor((times.length - 1) * part)]?.toFixed(2)} ms`
console.log(`\na question: median ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}`)
const pasted = questions
  .map(({ text }) => text)
  .join(' ')
  .slice(0, 400)
const long = Array.from({ length: 50 }, () => {
  const began = performance.now()
  search(pasted)
  return performance.now() - began
}).sort((one, other) => one - other)
console.log(
  `a pasted message of 400 characters: median ${long[25]?.toFixed(2)} ms, longest ${long[49]?.toFixed(2)} ms`,
)
const after = memory()
console.log(
  `the index: ${wall.toFixed(0)} ms (${((spent.user + spent.system) / 1000).toFixed(0)} ms of processor time), ` +
    `keeps ${(after.kept - before.kept).toFixed(1)} MB, resident memory ${(after.rss - before.rss).toFixed(0)} MB more`,
)
if (verbose) console.log(`\n${result.mistakes.join('\n')}`)
