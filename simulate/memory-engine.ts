import { EventEmitter } from 'node:events'
import { type KeyvStorageAdapter, type KeyvStorageEntry, keyvStorageCapability } from 'keyv'
import type { Check, Engine, Part, Swap, WakeUp } from '../src/store/engine.ts'
import type { Instant } from '../src/time/beijing.ts'

/** The state that survives a crash: committed texts, their wake-ups, and the keys of open ones. */
export type Rows = { texts: Map<string, string>; wakes: Map<string, Instant>; opens: Set<string> }

export const noRows = (): Rows => ({ texts: new Map(), wakes: new Map(), opens: new Set() })

export function earliestWake({ wakes }: Rows, after = Number.NEGATIVE_INFINITY): Instant | undefined {
  let earliest: Instant | undefined
  for (const wake of wakes.values())
    if (wake > after && (earliest === undefined || wake < earliest)) earliest = wake
  return earliest
}

const inOrder = (a: WakeUp, b: WakeUp) => a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

/** An engine over the rows. `pass` carries every call and may delay it or make it fail. */
export function createMemoryEngine(rows: Rows, pass: <T>(work: () => T) => Promise<T>): Engine {
  const { texts, wakes, opens } = rows
  function listed(prefix: string, { open = false, after = '', limit = texts.size }: Part = {}) {
    const keys = [...(open ? opens : texts.keys())].filter(key => key.startsWith(prefix) && key > after)
    return keys
      .sort()
      .slice(0, limit)
      .map(key => ({ key, text: texts.get(key) ?? '' }))
  }
  const dueAt = (now: Instant) => [...wakes].flatMap(([key, at]) => (at <= now ? { key, at } : []))
  return {
    adapter: new MemoryAdapter(rows, pass),
    list: (prefix, part) => pass(() => listed(prefix, part)),
    count: (prefix, part) => pass(() => listed(prefix, part).length),
    swap: (swaps, unchanged = []) => pass(() => swapAll(rows, swaps, unchanged)),
    due: (now, limit, after) =>
      pass(() =>
        dueAt(now)
          .sort(inOrder)
          .filter(each => after === undefined || inOrder(each, after) > 0)
          .slice(0, limit),
      ),
    nextWake: after => pass(() => earliestWake(rows, after)),
    wakeAll: at =>
      pass(() => {
        for (const [key, wake] of wakes) if (wake > at) wakes.set(key, at)
      }),
    backlog: now => pass(() => dueAt(now).length),
    close: async () => {},
  }
}

function swapAll({ texts, wakes, opens }: Rows, swaps: Swap[], unchanged: Check[]): boolean {
  if ([...swaps, ...unchanged].some(({ key, expected }) => texts.get(key) !== expected)) return false
  for (const { key, next, wakeAt, open } of swaps) {
    if (wakeAt !== undefined && !Number.isSafeInteger(wakeAt))
      throw new TypeError(`Cannot store the instant ${wakeAt}`)
    if (next === undefined) texts.delete(key)
    else texts.set(key, next)
    if (next === undefined || wakeAt === undefined) wakes.delete(key)
    else wakes.set(key, wakeAt)
    if (next === undefined || !open) opens.delete(key)
    else opens.add(key)
  }
  return true
}

/** Keyv's storage contract over the rows, as far as the product uses it: texts that never expire. */
class MemoryAdapter extends EventEmitter implements KeyvStorageAdapter {
  readonly #rows: Rows
  readonly #pass: <T>(work: () => T) => Promise<T>

  constructor(rows: Rows, pass: <T>(work: () => T) => Promise<T>) {
    super()
    this.#rows = rows
    this.#pass = pass
  }

  get capabilities() {
    return keyvStorageCapability(this)
  }

  get(key: string): Promise<string | undefined> {
    return this.#pass(() => this.#rows.texts.get(key))
  }

  getMany(keys: string[]): Promise<(string | undefined)[]> {
    return this.#pass(() => keys.map(key => this.#rows.texts.get(key)))
  }

  has(key: string): Promise<boolean> {
    return this.#pass(() => this.#rows.texts.has(key))
  }

  hasMany(keys: string[]): Promise<boolean[]> {
    return this.#pass(() => keys.map(key => this.#rows.texts.has(key)))
  }

  async set(key: string, value: unknown): Promise<boolean> {
    await this.setMany([{ key, value }])
    return true
  }

  setMany<Value>(entries: KeyvStorageEntry<Value>[]): Promise<boolean[]> {
    return this.#pass(() =>
      entries.map(({ key, value }) => {
        if (typeof value !== 'string') throw new TypeError('Cannot store anything but text')
        this.#rows.texts.set(key, value)
        return true
      }),
    )
  }

  delete(key: string): Promise<boolean> {
    return this.#pass(() => this.#remove(key))
  }

  deleteMany(keys: string[]): Promise<boolean[]> {
    return this.#pass(() => keys.map(key => this.#remove(key)))
  }

  clear(): Promise<void> {
    return this.#pass(() => {
      this.#rows.texts.clear()
      this.#rows.wakes.clear()
      this.#rows.opens.clear()
    })
  }

  #remove(key: string): boolean {
    this.#rows.wakes.delete(key)
    this.#rows.opens.delete(key)
    return this.#rows.texts.delete(key)
  }
}
