import type { Engine } from './engine.ts'
import { openSqlite } from './sqlite.ts'

const FORMS = 'write sqlite:///absolute/path or sqlite://./relative/path'

/**
 * Opens the store that DATABASE_URL names: `sqlite:///absolute/path` or `sqlite://./relative/path`, taken literally.
 * Throws an Error that names DATABASE_URL or the path, and never repeats a URL, which may hold a password.
 */
export function openEngine(databaseUrl: string): Engine {
  return openSqlite(sqlitePath(databaseUrl))
}

function sqlitePath(url: string): string {
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
