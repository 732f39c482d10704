import { readFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'

/**
 * What was learnt beforehand, from some thousand questions (`npm run learn`): of each sign, in how many of the `texts` it was, and
 * then, in turn, for which class it speaks and how strongly, in twentieths.
 */
export type Model = {
  /** The phrases of the book that it was learnt from, each after its class. */
  phrases: readonly string[]
  /** How often each Latin word was used. */
  words: Readonly<Record<string, number>>
  texts: number
  classes: readonly string[]
  features: Readonly<Record<string, readonly number[]>>
}

/** Knows nothing. */
export const emptyModel: Model = { phrases: [], words: {}, texts: 0, classes: [], features: {} }

/** Where it is kept. */
export const MODEL_FILE = new URL('model.json.gz', import.meta.url)
/** How finely weights are kept. */
export const TWENTIETHS = 20

let shipped: Model | undefined

/** The knowledge that ships with the app, read once. */
export function loadModel(): Model {
  shipped ??= JSON.parse(gunzipSync(readFileSync(MODEL_FILE)).toString()) as Model
  return shipped
}

/** As bytes for the file. */
export const writeModel = (model: Model): Buffer => gzipSync(JSON.stringify(model), { level: 9 })
