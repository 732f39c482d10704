import { resolve } from 'node:path'
import type { Instant } from '../time/beijing.ts'
import type { Engine } from './engine.ts'
import { identityOf, isEmpty } from './file-identity.ts'
import { type DatabaseFile, trackFiles } from './lost-file.ts'
import { openSqlite } from './sqlite.ts'
import { checkPlace } from './sqlite-file.ts'

const FORMS = 'write sqlite:///absolute/path or sqlite://./relative/path'

export type Store = Engine & { file: DatabaseFile }

/**
 * Opens the store that DATABASE_URL names: `sqlite:///absolute/path` or `sqlite://./relative/path`, taken
 * literally. Throws an Error that names DATABASE_URL or the path, and never repeats a URL, which may hold a
 * password. While the file is lost, swaps reject, so that nobody reads that a change is saved; those with
 * `evenIfLost` still work, so that reminders still come.
 */
export function openEngine(databaseUrl: string, clock: () => Instant = Date.now): Store {
  const path = resolve(databasePath(databaseUrl))
  const before = identityOf(path)
  const created = isEmpty(path)
  const engine = openSqlite(path, clock)
  const { lost, mustStayOpen } = trackFiles(path, before ?? identityOf(path), engine.length)

  function refuseIfLost() {
    const { path: file, what } = lost() ?? {}
    if (file !== undefined)
      throw new Error(`${file} was ${what} under the running app: what is written now would be lost`)
  }

  return {
    ...engine,
    file: { path, created, lost },
    async swap(swaps, unchanged, { evenIfLost = false } = {}) {
      if (evenIfLost) return engine.swap(swaps, unchanged)
      refuseIfLost()
      const done = await engine.swap(swaps, unchanged)
      refuseIfLost()
      return done
    },
    async close() {
      if (mustStayOpen()) return
      await engine.close()
    },
  }
}

/** Throws if DATABASE_URL or its file is unusable, as far as that shows without touching the file. */
export function checkDatabase(databaseUrl: string): void {
  checkPlace(databasePath(databaseUrl))
}

/** The file that DATABASE_URL names. */
export function databasePath(url: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase()
  if (scheme === 'postgres' || scheme === 'postgresql') {
    throw new Error(`DATABASE_URL: Postgres is not supported yet; ${FORMS}`)
  }
  if (scheme !== 'sqlite') {
    throw new Error(`DATABASE_URL: ${scheme ? `unknown scheme "${scheme}"` : 'it has no scheme'}; ${FORMS}`)
  }
  const path = /^sqlite:\/\/((?:\/|\.\.?\/).*[^/])$/is.exec(url)?.[1]
  if (path === undefined) throw new Error(`DATABASE_URL: it names no file; ${FORMS}`)
  if (/[?#]/.test(path)) throw new Error(`DATABASE_URL: options after the path are not supported; ${FORMS}`)
  return path
}
