import { createHash } from 'node:crypto'
import type Keyv from 'keyv'
import { z } from 'zod'
import { untilSwapped } from '../store/compare-and-swap.ts'
import type { Engine } from '../store/engine.ts'
import type { Instant } from '../time/beijing.ts'

const miss = z.object({
  /** The question, made anonymous. */
  text: z.string(),
  lang: z.enum(['zh', 'en']),
  /** Number of times that the book had no answer. */
  unanswered: z.number(),
  /** Number of times that its answer was no help. */
  unhelpful: z.number(),
  last: z.number().int(),
})

/** A question that was not answered well. No record is kept of who asked. */
export type Miss = z.infer<typeof miss>

export type Misses = {
  count(
    team: string,
    missed: { text: string; lang: Miss['lang']; how: 'unanswered' | 'unhelpful'; at: Instant },
  ): Promise<void>
  /** The most frequent first. */
  list(team: string): Promise<Miss[]>
  drop(team: string, text: string): Promise<void>
}

/** Questions kept per workspace; the rarest and oldest make room. */
const maxMisses = 200

const times = ({ unanswered, unhelpful }: Miss): number => unanswered + unhelpful
const byFrequency = (one: Miss, other: Miss): number => times(other) - times(one) || other.last - one.last

/** Counts per workspace the questions that were not answered well. */
export function createMisses(engine: Engine, texts: Keyv<string>): Misses {
  const keyOf = (team: string) => `misses:${team}`
  const read = (text: string | undefined) => z.array(miss).parse(text === undefined ? [] : JSON.parse(text))

  async function change(team: string, change: (misses: Miss[]) => Miss[]) {
    const key = keyOf(team)
    await untilSwapped(`changing ${key}`, async () => {
      const expected = await texts.get(key)
      const next = JSON.stringify(change(read(expected)).sort(byFrequency).slice(0, maxMisses))
      const swapped = await engine.swap([{ key, expected, next, wakeAt: undefined }])
      return swapped ? { result: next } : undefined
    })
  }

  return {
    async count(team, { text: typed, lang, how, at }) {
      const text = anonymous(typed)
      if (text === '') return
      await change(team, misses => {
        const known = misses.find(each => each.text === text) ?? {
          text,
          lang,
          unanswered: 0,
          unhelpful: 0,
          last: at,
        }
        const counted = { ...known, [how]: known[how] + 1, last: at }
        // The newest is kept whatever its count: otherwise a full list would take no new question.
        const others = misses.filter(each => each !== known)
        return [counted, ...others.sort(byFrequency).slice(0, maxMisses - 1)]
      })
    },
    list: async team => read(await texts.get(keyOf(team))),
    drop: (team, text) => change(team, misses => misses.filter(each => each.text !== text)),
  }
}

/**
 * A question without mentions, @names, links, addresses and numbers of five digits or more, normalized and
 * cut short. A name that is written out stays.
 */
export const anonymous = (question: string): string =>
  question
    .normalize('NFKC')
    .replace(/<[^>]*>|\S+@\S+|https?:\S+|@[^\s@，。！？,.!?]+/g, ' ')
    .replace(/\d(?:[\s-]*\d){4,}/g, '…')
    .toLowerCase()
    .replace(/[\s?!。，、；：.,;:!？]+/gu, ' ')
    .trim()
    .slice(0, 120)
    .toWellFormed()

/** A short key of a miss, for buttons. */
export const missKey = ({ text }: Pick<Miss, 'text'>): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 16)
