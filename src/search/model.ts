import { readFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'

/**
 * Trained beforehand on some thousand questions (`npm run learn`). A feature's numbers: in how many of the
 * `texts` it occurred, then pairs of a class (an index into `classes`) and its weight in twentieths.
 */
export type Model = {
  /** The book's phrases that were trained on, as `nameOf` writes them. */
  phrases: readonly string[]
  /** Use counts of Latin words. */
  words: Readonly<Record<string, number>>
  texts: number
  classes: readonly string[]
  features: Readonly<Record<string, readonly number[]>>
}

export const emptyModel: Model = { phrases: [], words: {}, texts: 0, classes: [], features: {} }

export const MODEL_FILE = new URL('model.json.gz', import.meta.url)

/** Resolution of the stored weights. */
export const TWENTIETHS = 20

let shipped: Model | undefined

/** The model that ships with the app, read once. */
export function loadModel(): Model {
  shipped ??= JSON.parse(gunzipSync(readFileSync(MODEL_FILE)).toString()) as Model
  return shipped
}

/** The bytes for `MODEL_FILE`. */
export const encodeModel = (model: Model): Buffer => gzipSync(JSON.stringify(model), { level: 9 })
