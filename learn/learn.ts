// `npm run learn` trains src/search/model.json.gz on the questions in this folder. Run it again after a
// change to them, the rule book, the vocabulary, the tuning or the search: test/search/model.test.ts fails
// until then.
import { writeFileSync } from 'node:fs'
import { loadRuleBook } from '../src/rules/rule-book.ts'
import { encodeModel, MODEL_FILE } from '../src/search/model.ts'
import { learnFrom } from './from-questions.ts'
import { learningSets } from './questions.ts'

const questions = [...learningSets().values()].flat()
const model = learnFrom(loadRuleBook(), questions)
const bytes = encodeModel(model)
writeFileSync(MODEL_FILE, bytes)
console.log(
  `${questions.length} questions, ${Object.keys(model.features).length} features, ${(bytes.length / 1000).toFixed(0)} kB`,
)
