import { EventEmitter } from 'node:events'
import { type KeyvStorageAdapter, type KeyvStorageEntry, keyvStorageCapability } from 'keyv'
import type { Instant } from '../src/rules/beijing.ts'
import type { Check, Engine, Swap, WakeUp } from '../src/store/engine.ts'

type Entry = { key: string; text: string; wake?: Instant | undefined }
/** What outlives a crash: the rows as they were committed. */
export type Rows = Map<string, Entry>

export function earliestWake(rows: Rows, after = Number.NEGATIVE_INFINITY): Instant | undefined {
  let earliest: Instant | undefined
  for (const { wake } of rows.values())
    if (wake !== undefined && wake > after && (earliest === undefined || wake < earliest)) earliest = wake
  return earliest
}

const inOrder = (a: WakeUp, b: WakeUp) => a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

/** A process's way to the rows; `pass` carries every call and decides what becomes of it. */
export function createMemoryEngine(rows: Rows, pass: <T>(work: () => T) => Promise<T>): Engine {
  const ofPrefix = (prefix: string) =>
    [...rows.values()].flatMap(({ key, text }) => (key.startsWith(prefix) ? { key, text } : []))
  return {
    adapter: new MemoryAdapter(rows, pass),
    list: prefix => pass(() => ofPrefix(prefix).sort((a, b) => (a.key < b.key ? -1 : 1))),
    swap: (swaps, unchanged = []) => pass(() => swapAll(rows, swaps, unchanged)),
    due: (now, limit, after) =>
      pass(() => {
        const found: WakeUp[] = []
        for (const { key, wake } of rows.values())
          if (wake !== undefined && wake <= now) found.push({ key, at: wake })
        return found
          .sort(inOrder)
          .filter(each => after === undefined || inOrder(each, after) > 0)
          .slice(0, limit)
      }),
    nextWake: after => pass(() => earliestWake(rows, after)),
    wakeAll: at =>
      pass(() => {
        for (const entry of rows.values()) if (entry.wake !== undefined && entry.wake > at) entry.wake = at
      }),
    backlog: now =>
      pass(() => [...rows.values()].filter(({ wake }) => wake !== undefined && wake <= now).length),
    close: async () => {},
  }
}

function swapAll(rows: Rows, swaps: Swap[], unchanged: Check[]): boolean {
  if ([...swaps, ...unchanged].some(({ key, expected }) => rows.get(key)?.text !== expected)) return false
  for (const { key, next, wakeAt } of swaps) {
    if (wakeAt !== undefined && !Number.isSafeInteger(wakeAt))
      throw new TypeError(`Cannot store the instant ${wakeAt}`)
    if (next === undefined) rows.delete(key)
    else rows.set(key, { key, text: next, wake: wakeAt })
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
    return this.#pass(() => this.#rows.get(key)?.text)
  }

  getMany(keys: string[]): Promise<(string | undefined)[]> {
    return this.#pass(() => keys.map(key => this.#rows.get(key)?.text))
  }

  has(key: string): Promise<boolean> {
    return this.#pass(() => this.#rows.has(key))
  }

  hasMany(keys: string[]): Promise<boolean[]> {
    return this.#pass(() => keys.map(key => this.#rows.has(key)))
  }

  async set(key: string, value: unknown): Promise<boolean> {
    await this.setMany([{ key, value }])
    return true
  }

  setMany<Value>(entries: KeyvStorageEntry<Value>[]): Promise<boolean[]> {
    return this.#pass(() =>
      entries.map(({ key, value }) => {
        if (typeof value !== 'string') throw new TypeError('Cannot store anything but text')
        this.#rows.set(key, { ...this.#rows.get(key), key, text: value })
        return true
      }),
    )
  }

  delete(key: string): Promise<boolean> {
    return this.#pass(() => this.#rows.delete(key))
  }

  deleteMany(keys: string[]): Promise<boolean[]> {
    return this.#pass(() => keys.map(key => this.#rows.delete(key)))
  }

  clear(): Promise<void> {
    return this.#pass(() => this.#rows.clear())
  }
}
