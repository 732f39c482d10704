import type { Features } from './features.ts'
import { emptyModel, type Model, TWENTIETHS } from './model.ts'
import { type Slices, sliced } from './slices.ts'
import { type TfIdf, tfIdf } from './tf-idf.ts'

/** A text whose meaning is known: its class. What has less `trust` teaches less. */
export type Example = { features: Features; meaning: string; trust: number }

/** How strongly a text speaks for each class, in their order, and which share of it (0 to 1) is known from examples. */
export type Judgement = { scores: Float64Array; known: number }

/** How long and how strictly is learnt; see `npm run bench:tune`. */
export type Pace = { rounds: number; margin: number; step: number }

export type Trained = {
  classify(features: Features): Judgement
  /** What the examples taught, without what was known before. */
  model(): Pick<Model, 'texts' | 'classes' | 'features'>
}

/** What a sign says: in how many texts it was, what was known before, and what is learnt now, for class after class. */
type Row = { uses: number; before: readonly number[]; cells: number[] }

/** In `cells`, beside the class: the weight as it is, and averaged over time. */
const NOW = 1
const AVERAGE = 2
const WIDTH = 3

/** So many are looked at in a slice of a few milliseconds. */
const exampleSlice = 20
const lessonSlice = 50

/** Words are often put together in a new way; that makes a question no stranger. */
const PAIR = 'b'

/**
 * Learns which signs speak for which class, on top of what is known before. Each example is looked at again and again in a fixed
 * shuffled order; while its class does not lead by `margin`, its signs are moved towards its class and away from the rival
 * (passive-aggressive, averaged over time). The same examples always teach the same.
 */
export function* training(
  examples: Example[],
  classes: readonly string[],
  { tfIdfOptions, pace }: { tfIdfOptions: TfIdf; pace: Pace },
  before: Model = emptyModel,
): Slices<Trained> {
  const places = new Map(classes.map((name, at) => [name, at]))
  const rows = new Map<string, Row>()
  const texts = before.texts + examples.length

  /** What a sign said before, as far as these classes are concerned. */
  function rowBefore(sign: string): Row | undefined {
    const known = Object.hasOwn(before.features, sign) ? before.features[sign] : undefined
    if (!known) return undefined
    const said: number[] = []
    for (let at = 1; at < known.length; at += 2) {
      const place = places.get(before.classes[known[at] ?? 0] ?? '')
      if (place !== undefined) said.push(place, (known[at + 1] ?? 0) / TWENTIETHS)
    }
    return { uses: known[0] ?? 1, before: said, cells: [] }
  }

  const rowOf = (sign: string): Row | undefined => rows.get(sign) ?? rowBefore(sign)

  yield* sliced(examples, exampleSlice, ({ features }) => {
    for (const sign of features.keys()) {
      const row = rowOf(sign) ?? { uses: 0, before: [], cells: [] }
      row.uses++
      rows.set(sign, row)
    }
  })

  /** The rows of the signs, each with what it weighs here; pairs that nobody has put together so are left out. */
  function weighed(features: Features): Part[] {
    const found = new Map(Array.from(features.keys(), sign => [sign, rowOf(sign)]))
    const familiar = [...features].filter(([sign]) => !sign.startsWith(PAIR) || found.get(sign))
    const rarityOf = (sign: string) => Math.log(1 + texts / (found.get(sign)?.uses ?? 1))
    return Array.from(tfIdf(familiar, rarityOf, tfIdfOptions), ([sign, by]) => ({ row: found.get(sign), by }))
  }

  function placeOf(meaning: string): number {
    const place = places.get(meaning)
    if (place === undefined) throw new Error(`no class ${meaning}`)
    return place
  }

  const lessons: Lesson[] = []
  yield* sliced(examples, exampleSlice, ({ features, meaning, trust }) => {
    lessons.push({ parts: weighed(features), at: placeOf(meaning), trust })
  })
  yield* teaching(lessons, classes.length, pace)

  return {
    classify(features) {
      const parts = weighed(features)
      const scores = new Float64Array(classes.length)
      sum(parts, AVERAGE, scores)
      const known = parts.reduce((all, { row, by }) => all + (isKnown(row) ? by * by : 0), 0)
      return { scores, known }
    },
    model: () => ({
      texts,
      classes,
      features: Object.fromEntries(
        Array.from(rows, ([sign, row]) => [sign, [row.uses, ...told(row)]] as const).filter(
          ([, { length }]) => length > 1,
        ),
      ),
    }),
  }
}

const isKnown = (row: Row | undefined) => row !== undefined && row.before.length + row.cells.length > 0

type Part = { row: Row | undefined; by: number }
type Lesson = { parts: Part[]; at: number; trust: number }

function* teaching(lessons: Lesson[], classes: number, { rounds, margin, step }: Pace): Slices<void> {
  const scores = new Float64Array(classes)
  const steps = rounds * lessons.length
  let taken = 0
  const all = shuffled(lessons)
  let turn = all
  for (let round = 0; round < rounds; round++) {
    const again: Lesson[] = []
    // What is learnt well is not looked at again until the end, in case it was forgotten.
    yield* sliced(round === rounds - 2 ? all : turn, lessonSlice, lesson => {
      taken++
      const { parts, at, trust } = lesson
      sum(parts, NOW, scores)
      const rival = strongestBut(at, scores)
      const loss = margin - ((scores[at] ?? 0) - (scores[rival] ?? 0))
      if (loss <= 0) return
      again.push(lesson)
      const change = Math.min(step * trust, loss / 2)
      const left = (steps - taken) / steps
      for (const { row, by } of parts) {
        if (!row) continue
        move(row, at, change * by, left)
        move(row, rival, -change * by, left)
      }
    })
    turn = again
    yield
  }
}

function sum(parts: Part[], which: number, into: Float64Array) {
  into.fill(0)
  for (const { row, by } of parts) {
    if (!row) continue
    const { before, cells } = row
    for (let at = 0; at < before.length; at += 2) {
      const place = before[at] ?? 0
      into[place] = (into[place] ?? 0) + by * (before[at + 1] ?? 0)
    }
    for (let at = 0; at < cells.length; at += WIDTH) {
      const place = cells[at] ?? 0
      into[place] = (into[place] ?? 0) + by * (cells[at + which] ?? 0)
    }
  }
}

function move({ cells }: Row, place: number, by: number, left: number) {
  let at = 0
  while (at < cells.length && cells[at] !== place) at += WIDTH
  if (at === cells.length) cells.push(place, 0, 0)
  cells[at + NOW] = (cells[at + NOW] ?? 0) + by
  cells[at + AVERAGE] = (cells[at + AVERAGE] ?? 0) + by * left
}

/** What has been learnt of a row, class and weight in turn; what hardly speaks for anything is left out. */
function told({ cells }: Row): number[] {
  const said: number[] = []
  for (let at = 0; at < cells.length; at += WIDTH) {
    const weight = Math.round((cells[at + AVERAGE] ?? 0) * TWENTIETHS)
    if (weight !== 0) said.push(cells[at] ?? 0, weight)
  }
  return said
}

function strongestBut(one: number, scores: Float64Array): number {
  let best = -1
  for (let at = 0; at < scores.length; at++)
    if (at !== one && (best < 0 || (scores[at] ?? 0) > (scores[best] ?? 0))) best = at
  return best
}

/** The same order every time, unlike the order of the book. */
function shuffled<T>(items: T[]): T[] {
  let seed = 1
  return items
    .map(item => {
      seed = (seed * 48271) % 2147483647
      return { item, seed }
    })
    .sort((a, b) => a.seed - b.seed)
    .map(({ item }) => item)
}
