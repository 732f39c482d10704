import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { connect } from '../../src/store/sqlite-file.ts'
import { reopened, scratchPath } from './scratch.ts'

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const run = promisify(execFile)
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('Two processes on one file', () => {
  it('start together without a file and count to 2,000 without losing an increment', async () => {
    const path = scratchPath('new/shensu.sqlite')
    const counter = () => run(process.execPath, [script('increment.ts'), path, '1000'])
    await Promise.all([counter(), counter()])
    const store = reopened(path)
    expect(await store.list('')).toEqual([{ key: 'count', text: '2000' }])
    expect(await store.nextWake()).toBe(2_000)
  })

  it('stay responsive while they wait for a long write of the other', async () => {
    const path = scratchPath()
    const store = reopened(path)
    const other = new DatabaseSync(path)
    other.exec('BEGIN IMMEDIATE')
    other.exec("INSERT INTO entries (key, text) VALUES ('theirs', '1')")
    const swapped = store.swap([{ key: 'ours', expected: undefined, next: '1', wakeAt: undefined }])
    const set = store.adapter.set('ours too', '1')
    // In the same process as the waiting writes: if they blocked it, this would never run.
    setTimeout(() => other.exec('COMMIT'), 400)
    expect(await store.adapter.get('theirs')).toBeUndefined()
    expect(await swapped).toBe(true)
    expect(await set).toBe(true)
    expect((await store.list('')).map(({ key }) => key)).toEqual(['ours', 'ours too', 'theirs'])
    other.close()
  })

  it('let the event loop turn while many writes wait for the other’s lock', async () => {
    const path = scratchPath()
    const db = connect(path)
    expect(db.prepare('PRAGMA busy_timeout').get()).toMatchObject({ timeout: 0 })
    db.close()
    const store = reopened(path)
    const other = new DatabaseSync(path)
    other.exec('BEGIN IMMEDIATE')
    const writes = Array.from({ length: 30 }, async (_, n) => {
      for (let turn = 0; turn < n; turn++) await setImmediate()
      return store.swap([{ key: `${n}`, expected: undefined, next: '1', wakeAt: undefined }])
    })
    for (let turn = 0; turn < 1_000; turn++) await setImmediate()
    other.exec('COMMIT')
    expect(await Promise.all(writes)).toEqual(Array(30).fill(true))
    other.close()
  })
})

describe('A process that is killed while it writes', () => {
  it('loses no acknowledged write and leaves no transaction half done', async () => {
    const path = scratchPath()
    const acknowledged = new Set<number>()
    for (let kill = 1; kill <= 10; kill++) {
      const said = await numbersUntilKilled(path, kill * 10)
      for (const number of said) acknowledged.add(number)

      const store = reopened(path)
      const [count] = await store.list('count')
      const written = Number(count?.text)
      const swapped = (await store.list('swapped:')).map(({ text }) => Number(text))
      expect(swapped.toSorted((a, b) => a - b)).toEqual(numbers(written))
      expect(await store.backlog(Number.MAX_SAFE_INTEGER)).toBe(written)
      const set = (await store.list('set:')).map(({ text }) => Number(text))
      expect([...acknowledged.difference(new Set(swapped))]).toEqual([])
      expect([...acknowledged.difference(new Set(set))]).toEqual([])
      await store.close()
    }
    expect(acknowledged.size).toBeGreaterThanOrEqual(550)
  })
})

/** Runs a writer on `path`, kills it after `enough` numbers, and returns the numbers that it printed. */
async function numbersUntilKilled(path: string, enough: number): Promise<number[]> {
  const child = spawn(process.execPath, [script('keep-writing.ts'), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', chunk => {
    said += chunk
    if (said.split('\n').length > enough) child.kill('SIGKILL')
  })
  await once(child, 'close')
  expect(child.signalCode).toBe('SIGKILL')
  // The kill may have cut off the last line.
  return said.split('\n').slice(0, -1).map(Number)
}
