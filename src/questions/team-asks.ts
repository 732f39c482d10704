import type Keyv from 'keyv'
import { z } from 'zod'
import type { Rules } from '../search/load-rules.ts'
import type { Search } from '../search/search.ts'
import { runInSlices } from '../search/slices.ts'
import { untilSwapped } from '../store/compare-and-swap.ts'
import type { Engine } from '../store/engine.ts'
import { type Instant, MINUTE } from '../time/beijing.ts'

/** What the latest deliveries taught or took back: a copy of one changes nothing. */
const done = z.array(z.object({ via: z.string(), text: z.string() }))
const maxDone = 20

const layer = z.record(z.string(), z.array(z.string()))
type Layer = z.infer<typeof layer>

/** A workspace's own layer over the rule book: other ways to ask, by the entry that answers them. */
export type TeamAsks = {
  /** Teaches an entry another way to ask; a copy of the delivery `via` teaches nothing. */
  add(team: string, entry: string, text: string, via?: string): Promise<void>
  /**
   * Takes back every way to ask that is meant. Gives the text of one of them, also to a copy of the delivery `via`, which takes
   * back nothing; `undefined`: there was none.
   */
  takeBack(
    team: string,
    isMeant: (entry: string, text: string) => boolean,
    via?: string,
  ): Promise<string | undefined>
  /** The text that the delivery `via` taught or took back before. */
  doneBy(team: string, via: string): Promise<string | undefined>
  of(team: string): Promise<ReadonlyMap<string, readonly string[]>>
  /**
   * The search over the book with the workspace's layer. A change is learnt in the background: until then the search from before
   * answers. What another process changed is noticed within a minute.
   */
  search(team: string, now: Instant): Promise<Search>
  /** Resolves when every change made here has been learnt. */
  settled(team: string): Promise<void>
}

/** Other ways to ask an entry, at most; the oldest go first. */
const max = 50

/** The layers of every workspace over one book. */
export function createTeamAsks(
  engine: Engine,
  texts: Keyv<string>,
  { search: shipped, teach }: Pick<Rules, 'search' | 'teach'>,
): TeamAsks {
  const keyOf = (team: string) => `asks:${team}`
  const doneKey = (team: string) => `asked-by:${team}`
  const readDone = (text: string | undefined) => done.parse(text === undefined ? [] : JSON.parse(text))
  const read = (text: string | undefined) => layer.parse(text === undefined ? {} : JSON.parse(text))
  const searches = new Map<string, { text: string | undefined; search: Search }>()
  const lastRead = new Map<string, Instant>()
  const wanted = new Map<string, string | undefined>()
  const learning = new Map<string, Promise<void>>()

  /** Learns a stored layer after those before it; one that is out of date by then is left out. */
  function learn(team: string, text: string | undefined): Promise<void> {
    const asks = new Map(Object.entries(read(text)))
    wanted.set(team, text)
    const before = learning.get(team) ?? Promise.resolve()
    const done = before
      .catch(() => {})
      .then(async () => {
        const isLearnt = searches.has(team) && searches.get(team)?.text === text
        if (isLearnt || wanted.get(team) !== text) return
        searches.set(team, { text, search: asks.size === 0 ? shipped : await runInSlices(teach(asks)) })
      })
    learning.set(team, done)
    return done
  }

  /** Changes the stored layer once for each delivery; gives the text that the change is about. */
  async function change(
    team: string,
    via: string | undefined,
    change: (asks: Layer) => { asks: Layer; text: string } | undefined,
  ): Promise<string | undefined> {
    const key = keyOf(team)
    return untilSwapped(`changing ${key}`, async () => {
      const [expected, known] = await Promise.all([texts.get(key), texts.get(doneKey(team))])
      const earlier = readDone(known)
      const same = via && earlier.find(each => each.via === via)
      const changed = same ? undefined : change(read(expected))
      if (!changed) return { result: same ? same.text : undefined }
      const next = JSON.stringify(changed.asks)
      const by = JSON.stringify([...earlier, ...(via ? [{ via, text: changed.text }] : [])].slice(-maxDone))
      const swapped = await engine.swap([
        { key, expected, next, wakeAt: undefined },
        { key: doneKey(team), expected: known, next: by, wakeAt: undefined },
      ])
      if (!swapped) return undefined
      void learn(team, next)
      return { result: changed.text }
    })
  }

  return {
    async add(team, entry, text, via) {
      await change(team, via, asks => {
        const others = (asks[entry] ?? []).filter(each => each !== text)
        return { asks: { ...asks, [entry]: [...others, text].slice(-max) }, text }
      })
    },
    takeBack: (team, isMeant, via) =>
      change(team, via, asks => {
        const all = Object.entries(asks).flatMap(([entry, known]) => known.map(text => ({ entry, text })))
        const text = all.find(each => isMeant(each.entry, each.text))?.text
        const kept = Object.entries(asks).map(
          ([entry, known]) => [entry, known.filter(each => !isMeant(entry, each))] as const,
        )
        return text === undefined
          ? undefined
          : { asks: Object.fromEntries(kept.filter(([, known]) => known.length > 0)), text }
      }),
    doneBy: async (team, via) =>
      readDone(await texts.get(doneKey(team))).find(each => each.via === via)?.text,
    of: async team => new Map(Object.entries(read(await texts.get(keyOf(team))))),
    async search(team, now) {
      const known = searches.get(team)
      if (!known || now - (lastRead.get(team) ?? 0) >= MINUTE) {
        const text = await texts.get(keyOf(team))
        lastRead.set(team, now)
        // Where nothing was learnt before there is no other search to answer with.
        if (!known) await learn(team, text)
        else if (known.text !== text) void learn(team, text)
      }
      return searches.get(team)?.search ?? shipped
    },
    settled: team => learning.get(team) ?? Promise.resolve(),
  }
}
