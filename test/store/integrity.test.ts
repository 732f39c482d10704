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

/** The error of a start. */
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

it('A file that was copied in part is refused at the start', async () => {
  for (const length of [50 * page, 50 * page + 100, page]) {
    const path = await filled()
    truncateSync(path, length)
    const message = await refusal(path)
    expect(message).toContain(path)
    expect(message).toContain('is damaged')
    expect(message).toContain('put a backup in place')
  }
})

it('A file with a wrong page is refused at the start, with the finding', async () => {
  for (const bytes of [Buffer.alloc(page), Buffer.from('page'.repeat(page / 4))]) {
    const path = await filled()
    const file = openSync(path, 'r+')
    writeSync(file, bytes, 0, page, 40 * page)
    closeSync(file)
    const message = await refusal(path)
    expect(message).toContain(`Cannot use the database ${path}: it is damaged (`)
    expect(message).toContain('put a backup in place')
  }
})

it('A file with the log of an older copy is refused at the start', async () => {
  const path = await filled()
  const old = new DatabaseSync(path)
  old.exec("PRAGMA wal_autocheckpoint = 0; UPDATE entries SET text = text || '!', wake = wake + 1")
  const log = readFileSync(`${path}-wal`)
  old.exec('DELETE FROM entries; PRAGMA wal_checkpoint(TRUNCATE); VACUUM')
  old.close()
  writeFileSync(`${path}-wal`, log)
  expect(await refusal(path)).toContain(`${path}: it is damaged (`)
})
