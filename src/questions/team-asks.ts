import type Keyv from 'keyv'
import { z } from 'zod'
import { type Instant, MINUTE } from '../rules/beijing.ts'
import type { RuleBook } from '../rules/rule-book.ts'
import { createSearch, type Search } from '../rules/search.ts'
import { untilSwapped } from '../store/compare-and-swap.ts'
import type { Engine } from '../store/engine.ts'

const layer = z.record(z.string(), z.array(z.string()))

/** A workspace's own layer over the rule book: other ways to ask, by the entry that answers them. */
export type TeamAsks = {
  add(team: string, entry: string, text: string): Promise<void>
  of(team: string): Promise<ReadonlyMap<string, readonly string[]>>
  /** The search over the book with the workspace's layer; what another process added is in it within a minute. */
  search(team: string, now: Instant): Promise<Search>
}

/** Other ways to ask an entry, at most; the oldest go first. */
const most = 50

/** The layers of every workspace over one book, whose own search is `shipped`. */
export function createTeamAsks(
  engine: Engine,
  texts: Keyv<string>,
  book: RuleBook,
  shipped: Search,
): TeamAsks {
  const keyOf = (team: string) => `asks:${team}`
  const read = (text: string | undefined) => layer.parse(text === undefined ? {} : JSON.parse(text))
  const searches = new Map<string, { text: string | undefined; search: Search; since: Instant }>()

  return {
    async add(team, entry, text) {
      const key = keyOf(team)
      await untilSwapped(`changing ${key}`, async () => {
        const expected = await texts.get(key)
        const asks = read(expected)
        const others = (asks[entry] ?? []).filter(each => each !== text)
        const next = JSON.stringify({ ...asks, [entry]: [...others, text].slice(-most) })
        const swapped = await engine.swap([{ key, expected, next, wakeAt: undefined }])
        return swapped ? { result: next } : undefined
      })
      searches.delete(team)
    },
    of: async team => new Map(Object.entries(read(await texts.get(keyOf(team))))),
    async search(team, now) {
      const known = searches.get(team)
      if (known && now - known.since < MINUTE) return known.search
      const text = await texts.get(keyOf(team))
      const search =
        known && known.text === text
          ? known.search
          : text === undefined
            ? shipped
            : createSearch(book, new Map(Object.entries(read(text))))
      searches.set(team, { text, search, since: now })
      return search
    },
  }
}
