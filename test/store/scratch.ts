import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Engine } from '../../src/store/engine.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

/** A path in a new directory, removed when the test ends. */
export function scratchPath(name = 'shensu.sqlite'): string {
  const directory = mkdtempSync(join(tmpdir(), 'shensu-store-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return join(directory, name)
}

/** An empty store, closed when the test ends. */
export function scratchStore(clock?: () => number): Engine {
  return reopened(scratchPath(), clock)
}

/** The store at `path`, closed when the test ends. */
export function reopened(path: string, clock?: () => number): Engine {
  const engine = openSqlite(path, clock)
  onTestFinished(() => engine.close())
  return engine
}
