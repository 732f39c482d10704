import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { connect } from '../../src/store/sqlite-file.ts'
import { reopened, scratchPath } from './scratch.ts'

const mode = (path: string) => statSync(path).mode & 0o777
const add = { key: 'key', expected: undefined, next: 'text', wakeAt: undefined }

describe('The database file', () => {
  it('can be read by its owner alone, with its log, in a directory that is made for it', async () => {
    const before = process.umask(0)
    try {
      const path = scratchPath('new/deeper/shensu.sqlite')
      const store = reopened(path)
      await store.swap([add])
      expect([path, `${path}-wal`, `${path}-shm`].map(mode)).toEqual([0o600, 0o600, 0o600])
      expect([dirname(path), dirname(dirname(path))].map(mode)).toEqual([0o700, 0o700])
    } finally {
      process.umask(before)
    }
  })

  it('is closed to others when it was open to them', async () => {
    const path = scratchPath()
    await reopened(path).close()
    chmodSync(path, 0o644)
    await reopened(path).swap([add])
    expect([path, `${path}-wal`].map(mode)).toEqual([0o600, 0o600])
  })

  it('has a write-ahead log that is flushed at every commit', () => {
    const db = connect(scratchPath())
    expect(db.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' })
    expect(db.prepare('PRAGMA synchronous').get()).toMatchObject({ synchronous: 2 })
    db.close()
  })

  it('leaves no log behind when it is closed, and closing twice is no error', async () => {
    const path = scratchPath()
    const store = reopened(path)
    await store.swap([add])
    await store.close()
    await store.close()
    expect(() => statSync(`${path}-wal`)).toThrow('ENOENT')
  })
})

describe('A file that cannot be used stops the start and says what to do', () => {
  const refusal = (path: string) => {
    try {
      openSqlite(path)
    } catch (error) {
      if (error instanceof Error) return error.message
    }
    return 'was opened'
  }

  it('when it is not a database', () => {
    const path = scratchPath()
    writeFileSync(path, 'an article about rules, longer than a header of a database. '.repeat(50))
    const before = readFileSync(path)
    expect(refusal(path)).toContain(
      `Cannot use the database ${path}: it is not a SQLite database or is damaged; move it aside`,
    )
    expect(refusal(path)).toContain('DATABASE_URL')
    expect(readFileSync(path)).toEqual(before)
  })

  it('when half of it is missing', async () => {
    const path = scratchPath()
    const store = reopened(path)
    for (let n = 0; n < 20; n++) await store.swap([{ ...add, key: `${n}`, next: 'x'.repeat(4_000) }])
    await store.close()
    truncateSync(path, 8_192)
    expect(refusal(path)).toContain(
      `Cannot use the database ${path}: it is not a SQLite database or is damaged`,
    )
  })

  it('when it is a directory', () => {
    const path = scratchPath()
    mkdirSync(path)
    expect(refusal(path)).toBe(
      `Cannot use the database ${path}: it is a directory; set DATABASE_URL to a file in it`,
    )
  })

  it('when something else stands where its directory should be', () => {
    const path = scratchPath()
    writeFileSync(path, '')
    const inside = join(path, 'shensu.sqlite')
    expect(refusal(inside)).toContain(`Cannot use the database ${inside}: its directory cannot be created`)
    expect(refusal(join(inside, 'deeper.sqlite'))).toContain('its directory cannot be created')
  })

  it.runIf(process.platform === 'linux')('when it or its directory cannot be written', async () => {
    const path = scratchPath()
    await reopened(path).close()
    chmodSync(path, 0o444)
    chmodSync(dirname(path), 0o555)
    const asStranger = (file: string) =>
      execFileSync(process.execPath, [fileURLToPath(new URL('open-as-stranger.ts', import.meta.url)), file], {
        encoding: 'utf8',
      })
    const unwritable = 'it cannot be written; fix the permissions'
    expect(asStranger(path)).toContain(`Cannot use the database ${path}: ${unwritable}`)
    const missing = join(dirname(path), 'missing.sqlite')
    expect(asStranger(missing)).toContain(`Cannot use the database ${missing}: ${unwritable}`)
    chmodSync(dirname(path), 0o700)
  })

  it('when another process keeps it locked', () => {
    const path = scratchPath()
    const holder = new DatabaseSync(path)
    holder.exec('BEGIN EXCLUSIVE')
    expect(() => connect(path, 100)).toThrow(
      `Cannot use the database ${path}: another process keeps it locked`,
    )
    holder.close()
  })
})
