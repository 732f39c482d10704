import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { interruptedAfter, page, rows, writeFiles } from './interrupted.ts'
import { reopened, scratchPath } from './scratch.ts'

const keysAt = async (path: string) => (await reopened(path).list('complaint:')).map(({ key }) => key)
const allKeys = rows.map(({ key }) => key).sort()

describe('A database whose checkpoint was interrupted starts with everything that was saved', () => {
  it('wherever the checkpoint stopped', async () => {
    const files = await writeFiles()
    for (let pages = 0; pages <= files.after.length / page; pages++)
      expect(await keysAt(interruptedAfter(files, pages)), `${pages} pages`).toEqual(allKeys)
  })

  it('with an old or a torn index of the log', async () => {
    const files = await writeFiles()
    for (const index of [files.index, Buffer.alloc(files.index.length, 7), Buffer.alloc(0)]) {
      const path = interruptedAfter(files, 3)
      writeFileSync(`${path}-shm`, index)
      expect(await keysAt(path)).toEqual(allKeys)
    }
  })

  it('without the last commit if that is torn, since it was never reported as saved', async () => {
    const files = await writeFiles()
    const path = interruptedAfter({ ...files, log: files.log.subarray(0, files.log.length - 100) }, 5)
    expect(await keysAt(path)).toEqual(allKeys.filter(key => key !== rows.at(-1)?.key))
  })

  it('and so does one whose migration was interrupted', async () => {
    const path = scratchPath()
    await openSqlite(path).close()
    const db = new DatabaseSync(path)
    db.exec('PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; PRAGMA cache_spill = 1')
    db.exec("INSERT INTO entries (key, text) VALUES ('complaint:T1:C1:H-0', 'kept')")
    db.exec('BEGIN IMMEDIATE; PRAGMA user_version = 1')
    db.exec(`WITH n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 200)
      INSERT INTO entries (key, text) SELECT 'complaint:T1:C2:H-' || n, hex(zeroblob(2000)) FROM n`)
    const copy = scratchPath()
    for (const end of ['', '-journal']) copyFileSync(`${path}${end}`, `${copy}${end}`)
    db.exec('ROLLBACK')
    db.close()
    expect(await keysAt(copy)).toEqual(['complaint:T1:C1:H-0'])
  })
})

describe('A log that does not fit its file', () => {
  it('is refused and left unchanged, so that putting the right file back is enough', async () => {
    const files = await writeFiles()
    const path = interruptedAfter(files, 0)
    const other = Buffer.alloc(files.after.length, 'another file')
    files.before.copy(other, 0, 0, 100)
    writeFileSync(path, other)
    const torn = files.log.subarray(0, files.log.length - 8 * (page + 24))
    writeFileSync(`${path}-wal`, torn)
    const refused = () => openSqlite(path)
    expect(refused).toThrow(`Cannot use the database ${path}: it is damaged (`)
    expect(refused).toThrow('copy it with its -wal and -shm files')
    expect(readFileSync(path)).toEqual(other)
    expect(readFileSync(`${path}-wal`)).toEqual(torn)
    writeFileSync(path, files.before)
    expect((await keysAt(path)).length).toBeGreaterThan(0)
  })
})

it('A database of another program and its log stay unchanged', () => {
  const path = scratchPath()
  const owner = new DatabaseSync(path)
  owner.exec('PRAGMA journal_mode = WAL; CREATE TABLE songs (name TEXT); PRAGMA wal_checkpoint')
  owner.exec("INSERT INTO songs VALUES ('one')")
  const copy = scratchPath()
  for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, `${copy}${end}`)
  owner.close()
  const before = [readFileSync(copy), readFileSync(`${copy}-wal`)]
  expect(() => openSqlite(copy)).toThrow('it belongs to another program')
  expect([readFileSync(copy), readFileSync(`${copy}-wal`)]).toEqual(before)
  expect(existsSync(`${copy}-shm`)).toBe(false)
  rmSync(copy)
})
