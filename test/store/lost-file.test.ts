import {
  copyFileSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openTexts } from '../../src/store/keyv.ts'
import { openEngine } from '../../src/store/open.ts'
import { HOUR } from '../../src/time/beijing.ts'
import { scratchPath } from './scratch.ts'

const add = (key: string) => ({ key, expected: undefined, next: 'text', wakeAt: undefined })

/** A store with one value and a settable clock. */
async function opened() {
  const path = scratchPath()
  const state = { now: Date.UTC(2026, 10, 20, 4) }
  const engine = openEngine(`sqlite://${path}`, () => state.now)
  onTestFinished(() => engine.close())
  await engine.swap([add('kept')])
  return { path, state, engine, file: engine.file }
}

const keysIn = (path: string) => {
  const db = new DatabaseSync(path, { readOnly: true })
  const keys = db.prepare('SELECT key FROM entries ORDER BY key').all()
  db.close()
  return keys.map(({ key }) => key)
}

describe('The open file is no longer the one at its path', () => {
  it('when it was deleted, replaced by a copy or moved away, until it is moved back', async () => {
    const { path, file } = await opened()
    expect(file.lost()).toBeUndefined()
    copyFileSync(path, `${path}.copy`)
    renameSync(path, `${path}.aside`)
    expect(file.lost()).toEqual({ path, what: 'removed' })
    renameSync(`${path}.copy`, path)
    expect(file.lost()).toEqual({ path, what: 'replaced' })
    renameSync(`${path}.aside`, path)
    expect(file.lost()).toBeUndefined()
    rmSync(path)
    expect(file.lost()).toEqual({ path, what: 'removed' })
  })

  it.each(['-wal', '-shm'])('when the %s next to it was deleted or replaced', async beside => {
    const { path, file } = await opened()
    rmSync(path + beside)
    expect(file.lost()).toEqual({ path: path + beside, what: 'removed' })
    writeFileSync(path + beside, '')
    expect(file.lost()).toEqual({ path: path + beside, what: 'replaced' })
  })

  it.each([0, 4096, 8192])('when it was truncated to %d bytes', async length => {
    const { path, engine, file } = await opened()
    const other = new DatabaseSync(path)
    other.exec('PRAGMA wal_checkpoint')
    other.close()
    const log = readFileSync(`${path}-wal`)
    truncateSync(path, length)
    expect(file.lost()).toEqual({ path, what: 'truncated' })
    await expect(engine.swap([add('lost')])).rejects.toThrow(`${path} was truncated`)
    await engine.close()
    expect([statSync(path).size, readFileSync(`${path}-wal`)]).toEqual([length, log])
  })

  it('but not after a backup or when another process opens it', async () => {
    const { path, engine, file } = await opened()
    const backup = new DatabaseSync(path)
    backup.exec(`VACUUM INTO '${path}.backup'; PRAGMA wal_checkpoint(TRUNCATE); VACUUM`)
    backup.close()
    await engine.swap([add('later')])
    expect(file.lost()).toBeUndefined()
  })

  it('nor after a VACUUM that makes it smaller', async () => {
    const { path, engine, file } = await opened()
    await engine.swap([{ ...add('large'), next: 'x'.repeat(100_000) }])
    const shell = new DatabaseSync(path)
    shell.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const before = statSync(path).size
    expect(file.lost()).toBeUndefined()
    shell.exec("DELETE FROM entries WHERE key = 'large'; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
    shell.close()
    expect(statSync(path).size).toBeLessThan(before)
    expect(file.lost()).toBeUndefined()
    await engine.swap([add('later')])
    expect(file.lost()).toBeUndefined()
  })
})

describe('A change of a lost file', () => {
  it('is rejected even if the file went while the change waited for another process', async () => {
    const { path, engine } = await opened()
    const other = new DatabaseSync(path)
    other.exec('BEGIN IMMEDIATE')
    const change = engine.swap([add('lost')])
    renameSync(path, `${path}.aside`)
    other.exec('COMMIT')
    other.close()
    await expect(change).rejects.toThrow(`${path} was removed`)
  })

  it('is rejected, and accepted again when the file is back', async () => {
    const { path, engine } = await opened()
    renameSync(path, `${path}.aside`)
    await expect(engine.swap([add('lost')])).rejects.toThrow(`${path} was removed`)
    renameSync(`${path}.aside`, path)
    await engine.swap([add('later')])
    await engine.close()
    expect(keysIn(path)).toEqual(['kept', 'later'])
  })

  it('is rejected for as long as the file is gone, except for the reminders’', async () => {
    const { path, state, engine } = await opened()
    rmSync(path)
    state.now += 24 * HOUR
    await expect(engine.swap([add('request')])).rejects.toThrow('was removed')
    expect(await engine.swap([add('reminder')], [], { evenIfLost: true })).toBe(true)
  })
})

describe('Closing', () => {
  it('checkpoints a file that was moved aside and leaves no log for the file at its path', async () => {
    const { path, engine } = await opened()
    renameSync(path, `${path}.aside`)
    writeFileSync(path, '')
    await engine.close()
    expect(statSync(`${path}-wal`).size).toBe(0)
    expect(keysIn(`${path}.aside`)).toEqual(['kept'])
  })

  it('keeps the log of a database that was put in its place', async () => {
    const { path, engine } = await opened()
    for (const each of [path, `${path}-wal`, `${path}-shm`]) rmSync(each)
    const other = openEngine(`sqlite://${path}`)
    onTestFinished(() => other.close())
    await other.swap([add('other')])
    await engine.close()
    expect(existsSync(`${path}-wal`)).toBe(true)
    await other.close()
    expect(keysIn(path)).toEqual(['other'])
  })
})

describe('An opened file reports', () => {
  it('its path, and whether it was created', async () => {
    const path = scratchPath()
    writeFileSync(path, '')
    const first = openEngine(`sqlite://${path}`)
    expect(first.file).toMatchObject({ path, created: true })
    await first.close()
    const again = openEngine(`sqlite://${path}`)
    expect(again.file).toMatchObject({ path, created: false })
    await again.close()
  })

  it('its path in every error, also after a table was dropped', async () => {
    const { path, engine } = await opened()
    const other = new DatabaseSync(path)
    other.exec('DROP TABLE entries')
    const named = `${path}: no such table: entries`
    await expect(engine.list('')).rejects.toThrow(named)
    await expect(engine.backlog(0)).rejects.toThrow(named)
    await expect(engine.count('')).rejects.toThrow(named)
    await expect(engine.swap([add('key')])).rejects.toThrow(named)
    const texts = openTexts(engine)
    await expect(texts.get('key')).rejects.toThrow(named)
    await expect(texts.getMany(['key'])).rejects.toThrow(named)
    await expect(texts.set('key', 'text')).rejects.toThrow(named)
    await expect(texts.delete('key')).rejects.toThrow(named)
    other.close()
    await engine.close()
    expect(() => openEngine(`sqlite://${path}`)).toThrow(`Cannot use the database ${path}: `)
  })
})
