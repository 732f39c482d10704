// Writes src/search/model.json.gz, what the search knows beforehand, from the questions beside this file: `npm run learn`. To be run again
// when they, the rule book, the vocabulary, the tuning or the search itself have changed; a test tells.
import { writeFileSync } from 'node:fs'
import { loadRuleBook } from '../src/rules/rule-book.ts'
import { MODEL_FILE, writeModel } from '../src/search/model.ts'
import { learnFrom } from './from-questions.ts'
import { learningSets } from './questions.ts'

const questions = [...learningSets().values()].flat()
const model = learnFrom(loadRuleBook(), questions)
const bytes = writeModel(model)
writeFileSync(MODEL_FILE, bytes)
console.log(
  `${questions.length} questions, ${Object.keys(model.features).length} signs, ${(bytes.length / 1000).toFixed(0)} kB`,
)
