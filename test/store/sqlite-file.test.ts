import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { connect } from '../../src/store/sqlite-file.ts'
import { reopened, scratchPath } from './scratch.ts'

const mode = (path: string) => statSync(path).mode & 0o777
const add = { key: 'key', expected: undefined, next: 'text', wakeAt: undefined }

describe('The database file', () => {
  it('and its log and new directories are readable by the owner only', async () => {
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

  it('becomes unreadable for other users', async () => {
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

  it('has no log after it is closed, and can be closed twice', async () => {
    const path = scratchPath()
    const store = reopened(path)
    await store.swap([add])
    await store.close()
    await store.close()
    expect(() => statSync(`${path}-wal`)).toThrow('ENOENT')
  })
})

const refusal = (path: string) => {
  try {
    openSqlite(path)
  } catch (error) {
    if (error instanceof Error) return error.message
  }
  return 'was opened'
}

describe('A path that is not a regular file is refused and left unchanged', () => {
  const kinds: [string, string, (path: string) => void][] = [
    ['a directory', 'a directory', path => mkdirSync(path)],
    ['a FIFO, which an open would wait for', 'a FIFO', path => void execFileSync('mkfifo', [path])],
    ['a link to a device', 'a device', path => symlinkSync('/dev/null', path)],
    ['a link to a directory', 'a directory', path => symlinkSync('/tmp', path)],
    ['a link to nothing', 'a link to nothing', path => symlinkSync(`${path}-missing`, path)],
  ]
  it.each(kinds)('%s', (_, named, make) => {
    const path = scratchPath()
    make(path)
    const before = existsSync(path) && mode(path)
    expect(refusal(path)).toBe(
      `Cannot use the database ${path}: it is ${named}; set DATABASE_URL to a regular file`,
    )
    expect(existsSync(path) && mode(path)).toBe(before)
    expect(readdirSync(dirname(path))).toEqual(['shensu.sqlite'])
  })

  it('a socket', async () => {
    const path = scratchPath()
    const server = createServer().listen(path)
    onTestFinished(() => void server.close())
    await new Promise(resolve => server.once('listening', resolve))
    expect(refusal(path)).toContain('it is a socket')
  })

  it.runIf(process.platform === 'linux').each(['/dev/null', '/dev/zero'])('the device %s', path => {
    const before = mode(path)
    expect(refusal(path)).toContain('it is a device')
    expect(mode(path)).toBe(before)
  })

  it
    .runIf(process.platform === 'linux')
    .each(['/proc/x/y.sqlite', '/proc/self/environ', '/proc/shensu.sqlite', '/sys/shensu/shensu.sqlite'])(
    '%s, in a file system that holds no files of programs',
    path => {
      expect(refusal(path)).toContain(`Cannot use the database ${path}: its directory holds no files of`)
    },
  )
})

describe('A file of another program keeps its bytes and its mode', () => {
  const foreign: [string, (path: string) => void][] = [
    ['a text', path => writeFileSync(path, 'an article about rules, longer than a header. '.repeat(50))],
    ['a short text', path => writeFileSync(path, 'hello')],
    ['a SQLite database', path => withTables(path, 'CREATE TABLE songs (name TEXT)')],
    [
      'a SQLite database with a write-ahead log',
      path => withTables(path, 'PRAGMA journal_mode = WAL; CREATE TABLE songs (name TEXT)'),
    ],
    ['a database with versions of its own', path => withTables(path, 'PRAGMA user_version = 1')],
    [
      'a record of a newer release',
      path => withTables(path, `PRAGMA application_id = ${0x7368656e}; PRAGMA user_version = 999`),
    ],
  ]

  function withTables(path: string, sql: string) {
    const db = new DatabaseSync(path)
    db.exec(sql)
    db.close()
  }

  it.each(foreign)('%s', (_, make) => {
    const path = scratchPath()
    make(path)
    chmodSync(path, 0o644)
    const before = readFileSync(path)
    expect(refusal(path)).toContain(`Cannot use the database ${path}: `)
    expect(readFileSync(path)).toEqual(before)
    expect(mode(path)).toBe(0o644)
    expect(readdirSync(dirname(path))).toEqual(['shensu.sqlite'])
  })

  it('but an empty file counts as new', async () => {
    const path = scratchPath()
    writeFileSync(path, '')
    await reopened(path).swap([add])
    expect(mode(path)).toBe(0o600)
  })
})

describe('A log without its file', () => {
  it.each(['missing', 'empty'])('is kept if the file is %s, although SQLite would delete it', async how => {
    const path = scratchPath()
    const store = reopened(path)
    await store.swap([add])
    copyFileSync(`${path}-wal`, `${path}.log`)
    await store.close()
    rmSync(path)
    renameSync(`${path}.log`, `${path}-wal`)
    if (how === 'empty') writeFileSync(path, '')
    const before = readFileSync(`${path}-wal`)
    expect(refusal(path)).toBe(
      `Cannot use the database ${path}: the file is gone and its log ${path}-wal is there; put the file back, or, to start without what the log holds, copy it to a safe place and then remove it`,
    )
    expect(readFileSync(`${path}-wal`)).toEqual(before)
    expect(existsSync(path)).toBe(how === 'empty')
  })
})

describe('A refused start removes what it created', () => {
  it('when the last of several directories cannot be created', () => {
    const path = scratchPath(join('new', 'x'.repeat(300), 'shensu.sqlite'))
    expect(refusal(path)).toContain('its directory cannot be created')
    expect(readdirSync(dirname(dirname(dirname(path))))).toEqual([])
  })
})

describe('A file that cannot be used stops the start and says what to do', () => {
  it('when it is not a database', () => {
    const path = scratchPath()
    writeFileSync(path, 'an article about rules, longer than a header of a database. '.repeat(50))
    expect(refusal(path)).toContain(
      `Cannot use the database ${path}: it is not a SQLite database or is damaged; copy it with its -wal and -shm files`,
    )
    expect(refusal(path)).toContain('DATABASE_URL')
  })

  it('when a file is in place of its directory', () => {
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
