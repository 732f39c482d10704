import { readFileSync, writeFileSync } from 'node:fs'
import { openSqlite } from '../../src/store/sqlite.ts'
import { scratchPath } from './scratch.ts'

export const page = 4096
export const rows = Array.from({ length: 20 }, (_, n) => ({
  key: `complaint:T1:C1:H-${n}`,
  expected: undefined,
  next: `${n}`.repeat(page),
  wakeAt: undefined,
  open: true,
}))

/** The bytes of a database before and after its checkpoint, and of its log. */
export async function writeFiles() {
  const path = scratchPath('source.sqlite')
  const store = openSqlite(path)
  const before = readFileSync(path)
  for (const row of rows) await store.swap([row])
  const log = readFileSync(`${path}-wal`)
  const index = readFileSync(`${path}-shm`)
  await store.close()
  return { before, after: readFileSync(path), log, index }
}

type Files = Awaited<ReturnType<typeof writeFiles>>

/** Writes the files as a full disk or a crash leaves them: a complete log, and `pages` pages checkpointed. */
export function interruptedAfter({ before, after, log }: Files, pages: number): string {
  const path = scratchPath()
  const size = Math.max(before.length, pages * page)
  const file = Buffer.alloc(size)
  before.copy(file)
  after.copy(file, 0, 0, Math.min(pages * page, after.length))
  writeFileSync(path, file)
  writeFileSync(`${path}-wal`, log)
  return path
}
