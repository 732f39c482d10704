import { closeSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { scratchPath } from './scratch.ts'

const page = 4096

/** A closed file of some hundred pages. */
async function filled(): Promise<string> {
  const path = scratchPath()
  const store = openSqlite(path)
  const rows = Array.from({ length: 300 }, (_, n) => `${n}`.padStart(3, '0'))
  await store.swap(
    rows.map((n, at) => ({
      key: `complaint:T1:C1:H-${n}`,
      expected: undefined,
      next: n.repeat(400),
      wakeAt: at,
    })),
  )
  await store.close()
  return path
}

/** What is said at the start. */
async function refusal(path: string): Promise<string> {
  try {
    await openSqlite(path).close()
    return 'started'
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}

it('A sound file starts', async () => {
  expect(await refusal(await filled())).toBe('started')
})

it('A file that was copied in part is named at the start', async () => {
  for (const length of [50 * page, 50 * page + 100, page]) {
    const path = await filled()
    truncateSync(path, length)
    const said = await refusal(path)
    expect(said).toContain(path)
    expect(said).toContain('is damaged')
    expect(said).toContain('put a backup in place')
  }
})

it('A file with a page of zeros or of another time is named at the start, with what was found', async () => {
  for (const bytes of [Buffer.alloc(page), Buffer.from('page'.repeat(page / 4))]) {
    const path = await filled()
    const file = openSync(path, 'r+')
    writeSync(file, bytes, 0, page, 40 * page)
    closeSync(file)
    const said = await refusal(path)
    expect(said).toContain(`Cannot use the database ${path}: it is damaged (`)
    expect(said).toContain('put a backup in place')
  }
})

it('A log that belongs to an older copy of the file is found by what it does to it', async () => {
  const path = await filled()
  const old = new DatabaseSync(path)
  old.exec("PRAGMA wal_autocheckpoint = 0; UPDATE entries SET text = text || '!', wake = wake + 1")
  const log = readFileSync(`${path}-wal`)
  old.exec('DELETE FROM entries; PRAGMA wal_checkpoint(TRUNCATE); VACUUM')
  old.close()
  writeFileSync(`${path}-wal`, log)
  expect(await refusal(path)).toContain(`${path}: it is damaged (`)
})
