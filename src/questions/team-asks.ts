import type Keyv from 'keyv'
import { z } from 'zod'
import { type Instant, MINUTE } from '../rules/beijing.ts'
import type { Rules } from '../rules/rules.ts'
import type { Search } from '../rules/search.ts'
import { inTurns } from '../rules/slices.ts'
import { untilSwapped } from '../store/compare-and-swap.ts'
import type { Engine } from '../store/engine.ts'

const layer = z.record(z.string(), z.array(z.string()))
type Layer = z.infer<typeof layer>

/** A workspace's own layer over the rule book: other ways to ask, by the entry that answers them. */
export type TeamAsks = {
  add(team: string, entry: string, text: string): Promise<void>
  /** Takes a way to ask back; false when it was not there. */
  remove(team: string, entry: string, text: string): Promise<boolean>
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
const most = 50

/** The layers of every workspace over one book. */
export function createTeamAsks(
  engine: Engine,
  texts: Keyv<string>,
  { search: shipped, teach }: Pick<Rules, 'search' | 'teach'>,
): TeamAsks {
  const keyOf = (team: string) => `asks:${team}`
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
        searches.set(team, { text, search: asks.size === 0 ? shipped : await inTurns(teach(asks)) })
      })
    learning.set(team, done)
    return done
  }

  /** Changes the stored layer; gives what it was before. */
  async function change(team: string, change: (asks: Layer) => Layer): Promise<Layer> {
    const key = keyOf(team)
    const { before, next } = await untilSwapped(`changing ${key}`, async () => {
      const expected = await texts.get(key)
      const before = read(expected)
      const next = JSON.stringify(change(before))
      const swapped = await engine.swap([{ key, expected, next, wakeAt: undefined }])
      return swapped ? { result: { before, next } } : undefined
    })
    void learn(team, next)
    return before
  }

  return {
    async add(team, entry, text) {
      await change(team, asks => {
        const others = (asks[entry] ?? []).filter(each => each !== text)
        return { ...asks, [entry]: [...others, text].slice(-most) }
      })
    },
    async remove(team, entry, text) {
      const before = await change(team, ({ [entry]: known = [], ...asks }) => {
        const others = known.filter(each => each !== text)
        return others.length > 0 ? { ...asks, [entry]: others } : asks
      })
      return before[entry]?.includes(text) === true
    },
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
