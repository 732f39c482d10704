import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { migrate, migrations } from '../../src/store/migrations.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { reopened, scratchPath } from './scratch.ts'

const fileWith = (sql: string) => {
  const path = scratchPath()
  const db = new DatabaseSync(path)
  db.exec(sql)
  db.close()
  return path
}
const version1 = readFileSync(new URL('version-1.sql', import.meta.url), 'utf8')
const versionOf = (db: DatabaseSync) => db.prepare('PRAGMA user_version').get()?.user_version
const rows = (db: DatabaseSync) => db.prepare('SELECT key FROM entries').all().length

describe('Opening a file of another version', () => {
  it('creates the tables in an empty file', async () => {
    const store = reopened(fileWith(''))
    expect(await store.list('')).toEqual([])
    expect(await store.swap([{ key: 'a', expected: undefined, next: '1', wakeAt: 1 }])).toBe(true)
  })

  it('keeps everything in a file of version 1', async () => {
    const store = reopened(fileWith(version1), () => 1_795_000_000_000)
    expect(await store.list('')).toEqual([
      { key: 'complaint:T1:C1:H-7K3Q', text: '{"order":"1","note":"恶意骚扰"}' },
      { key: 'seen:Ev1', text: '' },
    ])
    expect(await store.nextWake()).toBe(1_795_401_000_000)
  })

  it('marks complaints of a version 1 file that are open or have a wake-up, and indexes their threads', async () => {
    const of = (id: string, status: string, card?: string) =>
      JSON.stringify({
        ...{ id, team: 'T1', channel: 'C1', state: { status } },
        outbox: card ? { card: { ts: card } } : {},
      })
    const path = fileWith(version1)
    const db = new DatabaseSync(path)
    const insert = db.prepare('INSERT INTO entries (key, text, wake) VALUES (?, ?, ?)')
    insert.run('complaint:T1:C1:H-OPEN', of('H-OPEN', 'penalized', '1.1'), null)
    insert.run('complaint:T1:C1:H-DONE', of('H-DONE', 'closed', '2.2'), null)
    insert.run('complaint:T1:C1:H-LAST', of('H-LAST', 'closed'), 1_795_401_000_000)
    insert.run('complaint:T1:C1:H-TORN', '{"state":{"status":"pena', null)
    insert.run('channel:T1:C1', '{"lang":"en"}', null)
    db.close()
    const store = reopened(path)
    const open = await store.list('', { open: true })
    // H-7K3Q of the fixture has a wake-up.
    expect(open.map(({ key }) => key.slice(-6))).toEqual(['H-7K3Q', 'H-LAST', 'H-OPEN'])
    expect(await store.list('thread:')).toEqual([
      { key: 'thread:T1:C1:1.1', text: 'H-OPEN' },
      { key: 'thread:T1:C1:2.2', text: 'H-DONE' },
    ])
    expect(await store.count('complaint:')).toBe(5)
  })

  it('refuses a file of a newer release and leaves it unchanged', () => {
    const path = fileWith(`${version1}; PRAGMA user_version = ${migrations.length + 1}`)
    const newer = `version ${migrations.length + 1}, this release knows up to ${migrations.length}`
    expect(() => openSqlite(path)).toThrow(newer)
    expect(() => openSqlite(path)).toThrow(path)
    const db = new DatabaseSync(path)
    expect(versionOf(db)).toBe(migrations.length + 1)
    expect(rows(db)).toBe(2)
    db.close()
  })

  it.each([
    ['without a version', 'CREATE TABLE users (name TEXT); INSERT INTO users VALUES (1)'],
    [
      'with a version',
      'CREATE TABLE users (name TEXT); INSERT INTO users VALUES (1); PRAGMA user_version = 1',
    ],
  ])("refuses another program's database %s and leaves it unchanged", (_, sql) => {
    const path = fileWith(sql)
    expect(() => openSqlite(path)).toThrow('belongs to another program')
    const db = new DatabaseSync(path)
    expect(db.prepare('SELECT name FROM sqlite_schema').all()).toHaveLength(1)
    expect(db.prepare('PRAGMA journal_mode').get()?.journal_mode).toBe('delete')
    db.close()
  })
})

describe('Migrating', () => {
  const later = [
    ...migrations,
    "UPDATE entries SET text = text || '+'",
    "UPDATE entries SET text = text || '!'",
  ]

  it('runs only the steps that are missing, once', () => {
    const db = new DatabaseSync(fileWith(version1))
    migrate(db, later)
    migrate(db, later)
    expect(versionOf(db)).toBe(later.length)
    expect(db.prepare("SELECT text FROM entries WHERE key = 'seen:Ev1'").get()?.text).toBe('+!')
    db.close()
  })

  it('rolls back every step when one fails', () => {
    const db = new DatabaseSync(fileWith(version1))
    expect(() => migrate(db, [...later, 'UPDATE missing SET here = 1'])).toThrow('no such table')
    expect(versionOf(db)).toBe(1)
    expect(db.prepare("SELECT text FROM entries WHERE key = 'seen:Ev1'").get()?.text).toBe('')
    migrate(db, later)
    expect(versionOf(db)).toBe(later.length)
    db.close()
  })

  it.each([
    [1, 'version-1.sql'],
    [2, 'version-2.sql'],
  ])('creates the schema of version %i as in its frozen fixture', (version, fixture) => {
    const schema = (db: DatabaseSync) =>
      db.prepare('SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name').all()
    const layout = (db: DatabaseSync) =>
      schema(db).map(({ name, sql }) => [name, String(sql).replace(/\s+/g, ' ')])
    const frozen = new DatabaseSync(fileWith(readFileSync(new URL(fixture, import.meta.url), 'utf8')))
    const made = new DatabaseSync(':memory:')
    migrate(made, migrations.slice(0, version))
    expect(layout(made)).toEqual(layout(frozen))
    made.close()
    frozen.close()
  })
})
