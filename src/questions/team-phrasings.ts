import type Keyv from 'keyv'
import { z } from 'zod'
import type { Rules } from '../search/load-rules.ts'
import type { Search } from '../search/search.ts'
import { runInSlices } from '../search/slices.ts'
import { untilSwapped } from '../store/compare-and-swap.ts'
import type { Engine } from '../store/engine.ts'
import { type Instant, MINUTE } from '../time/beijing.ts'

/** The latest deliveries that taught or took back a phrasing: a copy of one changes nothing. */
const deliveries = z.array(z.object({ via: z.string(), text: z.string() }))
const maxDeliveries = 20

const phrasings = z.record(z.string(), z.array(z.string()))
/** A workspace's phrasings by the id of the entry that answers them; stored under `asks:<team>`. */
type Phrasings = z.infer<typeof phrasings>

/** A workspace's own phrasings of the rule book's questions, by the entry that answers them. */
export type TeamPhrasings = {
  /** Teaches an entry another phrasing; a copy of the delivery `via` teaches nothing. */
  add(team: string, entry: string, text: string, via?: string): Promise<void>
  /**
   * Removes every phrasing for which `isMeant` is true, and returns the text of one of them; `undefined` if
   * there was none. A copy of the delivery `via` removes nothing and gets the same text.
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
   * The search over the book with the workspace's phrasings. A change is learnt in the background, and the
   * previous search answers until then. Changes by other processes are noticed within a minute.
   */
  search(team: string, now: Instant): Promise<Search>
  /** Resolves when every change made here has been learnt. */
  settled(team: string): Promise<void>
}

/** Phrasings kept per entry; the oldest go first. */
const maxPerEntry = 50

const keyOf = (team: string) => `asks:${team}`
const deliveriesKey = (team: string) => `asked-by:${team}`
const readDeliveries = (text: string | undefined) =>
  deliveries.parse(text === undefined ? [] : JSON.parse(text))
const read = (text: string | undefined) => phrasings.parse(text === undefined ? {} : JSON.parse(text))

/** The phrasings of every workspace over one book. */
export function createTeamPhrasings(engine: Engine, texts: Keyv<string>, rules: SearchParts): TeamPhrasings {
  const learner = createLearner(rules)
  const lastRead = new Map<string, Instant>()

  /** Changes the stored phrasings once per delivery. Returns the text that the change is about. */
  async function change(
    team: string,
    via: string | undefined,
    change: (before: Phrasings) => Changed | undefined,
  ): Promise<string | undefined> {
    const key = keyOf(team)
    return untilSwapped(`changing ${key}`, async () => {
      const [expected, known] = await Promise.all([texts.get(key), texts.get(deliveriesKey(team))])
      const earlier = readDeliveries(known)
      const copied = via && earlier.find(each => each.via === via)
      const changed = copied ? undefined : change(read(expected))
      if (!changed) return { result: copied ? copied.text : undefined }
      const next = JSON.stringify(changed.after)
      const latest = [...earlier, ...(via ? [{ via, text: changed.text }] : [])].slice(-maxDeliveries)
      const swapped = await engine.swap([
        { key, expected, next, wakeAt: undefined },
        { key: deliveriesKey(team), expected: known, next: JSON.stringify(latest), wakeAt: undefined },
      ])
      if (!swapped) return undefined
      void learner.learn(team, next)
      return { result: changed.text }
    })
  }

  return {
    async add(team, entry, text, via) {
      await change(team, via, before => withPhrasing(before, entry, text))
    },
    takeBack: (team, isMeant, via) => change(team, via, before => without(before, isMeant)),
    doneBy: async (team, via) =>
      readDeliveries(await texts.get(deliveriesKey(team))).find(each => each.via === via)?.text,
    of: async team => new Map(Object.entries(read(await texts.get(keyOf(team))))),
    async search(team, now) {
      const known = learner.learnt(team)
      if (!known || now - (lastRead.get(team) ?? 0) >= MINUTE) {
        const text = await texts.get(keyOf(team))
        lastRead.set(team, now)
        // Without a previous search there is nothing else to answer with.
        if (!known) await learner.learn(team, text)
        else if (known.text !== text) void learner.learn(team, text)
      }
      return learner.learnt(team)?.search ?? rules.search
    },
    settled: learner.settled,
  }
}

type Changed = { after: Phrasings; text: string }

function withPhrasing(before: Phrasings, entry: string, text: string): Changed {
  const others = (before[entry] ?? []).filter(each => each !== text)
  return { after: { ...before, [entry]: [...others, text].slice(-maxPerEntry) }, text }
}

function without(before: Phrasings, isMeant: (entry: string, text: string) => boolean): Changed | undefined {
  const entries = Object.entries(before)
  const [text] = entries.flatMap(([entry, known]) => known.filter(each => isMeant(entry, each)))
  if (text === undefined) return undefined
  const kept = entries.map(([entry, known]) => [entry, known.filter(each => !isMeant(entry, each))] as const)
  return { after: Object.fromEntries(kept.filter(([, known]) => known.length > 0)), text }
}

type SearchParts = Pick<Rules, 'search' | 'teach'>

/** Learns each workspace's stored phrasings in the background, one version after the other. */
function createLearner({ search: shipped, teach }: SearchParts) {
  const searches = new Map<string, { text: string | undefined; search: Search }>()
  const wanted = new Map<string, string | undefined>()
  const learning = new Map<string, Promise<void>>()

  return {
    learnt: (team: string) => searches.get(team),
    settled: (team: string) => learning.get(team) ?? Promise.resolve(),
    /** Learns a stored version after those before it; skips it if it is out of date by then. */
    learn(team: string, text: string | undefined): Promise<void> {
      const taught = new Map(Object.entries(read(text)))
      wanted.set(team, text)
      const before = learning.get(team) ?? Promise.resolve()
      const done = before
        .catch(() => {})
        .then(async () => {
          const isLearnt = searches.has(team) && searches.get(team)?.text === text
          if (isLearnt || wanted.get(team) !== text) return
          searches.set(team, { text, search: taught.size === 0 ? shipped : await runInSlices(teach(taught)) })
        })
      learning.set(team, done)
      return done
    },
  }
}
