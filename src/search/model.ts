import { readFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'

/**
 * What was learnt beforehand, from some thousand questions (`npm run learn`): of each sign, in how many of the `texts` it was, and
 * then, in turn, for which class it speaks and how strongly, in twentieths.
 */
export type Knowledge = {
  /** The phrases of the book that it was learnt from, each after its class. */
  phrases: readonly string[]
  /** How often each Latin word was used. */
  words: Readonly<Record<string, number>>
  texts: number
  classes: readonly string[]
  signs: Readonly<Record<string, readonly number[]>>
}

/** Knows nothing. */
export const ignorance: Knowledge = { phrases: [], words: {}, texts: 0, classes: [], signs: {} }

/** Where it is kept. */
export const KNOWLEDGE = new URL('model.json.gz', import.meta.url)
/** How finely weights are kept. */
export const TWENTIETHS = 20

let shipped: Knowledge | undefined

/** The knowledge that ships with the app, read once. */
export function loadKnowledge(): Knowledge {
  shipped ??= JSON.parse(gunzipSync(readFileSync(KNOWLEDGE)).toString()) as Knowledge
  return shipped
}

/** As bytes for the file. */
export const writeKnowledge = (knowledge: Knowledge): Buffer =>
  gzipSync(JSON.stringify(knowledge), { level: 9 })
