import { resolve } from 'node:path'
import { type Instant, SECOND } from '../rules/beijing.ts'
import type { Engine } from './engine.ts'
import { identityOf, isEmpty } from './file-identity.ts'
import { type DatabaseFile, type Lost, openFiles } from './lost-file.ts'
import { openSqlite, type SqliteEngine } from './sqlite.ts'
import { advice, isSqliteError } from './sqlite-failure.ts'
import { checkPlace } from './sqlite-file.ts'

const FORMS = 'write sqlite:///absolute/path or sqlite://./relative/path'

/** Longer than any request takes: one that began before the file was found gone has ended by then. */
const requestsEnd = 10 * SECOND

/** A store, and the file that it is in. */
export type Store = Engine & { file: DatabaseFile }

/**
 * Opens the store that DATABASE_URL names: `sqlite:///absolute/path` or `sqlite://./relative/path`, taken literally.
 * Throws an Error that names DATABASE_URL or the path, and never repeats a URL, which may hold a password. Where the file
 * goes away under the running app, no change that a person asked for is told as saved; what reminders write about
 * themselves is still taken, for people must be reminded all the same.
 */
export function openEngine(databaseUrl: string, clock: () => Instant = Date.now): Store {
  const path = resolve(databasePath(databaseUrl))
  const before = identityOf(path)
  const created = isEmpty(path)
  const engine = openNamed(path, clock)
  const { lost, mustStayOpen } = openFiles(path, before ?? identityOf(path), engine.length)
  let lostSince: Instant | undefined

  function found(): Lost | undefined {
    const now = lost()
    lostSince = now && (lostSince ?? clock())
    return now
  }
  function refuseIfJustLost() {
    const { path: file, what } = found() ?? {}
    if (lostSince !== undefined && clock() - lostSince < requestsEnd)
      throw new Error(`${file} was ${what} under the running app: what is written now would be lost`)
  }

  return {
    ...engine,
    file: { path, created, lost: found },
    async swap(swaps, unchanged) {
      refuseIfJustLost()
      const done = await engine.swap(swaps, unchanged)
      refuseIfJustLost()
      return done
    },
    async close() {
      if (mustStayOpen()) return
      await engine.close()
    },
  }
}

/** Throws what is known to be wrong with DATABASE_URL or the file that it names, touching nothing. */
export function checkDatabase(databaseUrl: string): void {
  checkPlace(databasePath(databaseUrl))
}

/** The store at `path`, whose errors all name that file. */
function openNamed(path: string, clock: () => Instant): SqliteEngine {
  const named = (error: unknown, words = '') =>
    isSqliteError(error) ? new Error(`${words}${path}: ${advice(error)}`, { cause: error }) : error
  const naming =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      work(...args).catch(error => {
        throw named(error)
      })
  try {
    const engine = openSqlite(path, clock)
    return {
      ...engine,
      list: naming(engine.list),
      count: naming(engine.count),
      swap: naming(engine.swap),
      due: naming(engine.due),
      nextWake: naming(engine.nextWake),
      wakeAll: naming(engine.wakeAll),
      backlog: naming(engine.backlog),
    }
  } catch (error) {
    throw named(error, 'Cannot use the database ')
  }
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
