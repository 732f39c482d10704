import { EventEmitter } from 'node:events'
import type { DatabaseSync } from 'node:sqlite'
import { type KeyvStorageAdapter, type KeyvStorageEntry, keyvStorageCapability } from 'keyv'
import type { Entries } from './entries.ts'
import type { Patience } from './patiently.ts'
import { inTransaction } from './transaction.ts'

/**
 * Keyv 6's storage contract over the table: texts only, absolute expiry in ms. A class because Keyv requires
 * an event emitter; it emits nothing, failures reject. Namespaces are refused.
 */
export class SqliteAdapter extends EventEmitter implements KeyvStorageAdapter {
  readonly #db: DatabaseSync
  readonly #entries: Entries
  readonly #patiently: Patience

  constructor(db: DatabaseSync, entries: Entries, patiently: Patience) {
    super()
    this.#db = db
    this.#entries = entries
    this.#patiently = patiently
  }

  get capabilities() {
    return keyvStorageCapability(this)
  }

  get namespace(): undefined {
    return undefined
  }

  set namespace(namespace: string | undefined) {
    if (namespace !== undefined)
      throw new TypeError(`Cannot use the namespace ${namespace}: put it into the keys`)
  }

  async get(key: string): Promise<string | undefined> {
    return this.#patiently(() => this.#entries.read(key))
  }

  async getMany(keys: string[]): Promise<(string | undefined)[]> {
    return this.#patiently(() => keys.map(key => this.#entries.read(key)))
  }

  async has(key: string): Promise<boolean> {
    return (await this.get(key)) !== undefined
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    return (await this.getMany(keys)).map(text => text !== undefined)
  }

  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    await this.setMany([{ key, value, expires }])
    return true
  }

  /** Writes all entries or none. */
  async setMany<Value>(entries: KeyvStorageEntry<Value>[]): Promise<boolean[]> {
    const mayGrow = entries.some(({ expires }) => expires !== undefined)
    await this.#patiently(() =>
      inTransaction(this.#db, () => {
        if (mayGrow) this.#entries.purge()
        for (const { key, value, expires } of entries) this.#entries.put(key, text(value), expires)
      }),
    )
    return entries.map(() => true)
  }

  async delete(key: string): Promise<boolean> {
    return this.#patiently(() => this.#entries.remove(key))
  }

  /** Deletes all keys or none; true for each that existed. */
  async deleteMany(keys: string[]): Promise<boolean[]> {
    return this.#patiently(() => inTransaction(this.#db, () => keys.map(key => this.#entries.remove(key))))
  }

  clear(): Promise<void> {
    return this.#patiently(() => this.#entries.clear())
  }

  /** Yields a snapshot taken at the first step. */
  async *iterator(): AsyncGenerator<string[], void> {
    for (const { key, text } of await this.#patiently(() => this.#entries.list(''))) yield [key, text]
  }

  async disconnect(): Promise<void> {
    if (this.#db.isOpen) this.#db.close()
  }
}

function text(value: unknown): string {
  if (typeof value !== 'string')
    throw new TypeError(`Cannot store a value of type ${typeof value}: only text`)
  return value
}
