import { DatabaseSync } from 'node:sqlite'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { groupCommit } from '../../src/store/group-commit.ts'

let db: DatabaseSync
let commits: number
beforeEach(() => {
  db = new DatabaseSync(':memory:')
  onTestFinished(() => db.close())
  db.exec('CREATE TABLE t (v TEXT NOT NULL)')
  commits = 0
  const exec = db.exec.bind(db)
  db.exec = sql => {
    if (sql === 'COMMIT') commits++
    exec(sql)
  }
})

const put = (value: string | null) => () => Number(db.prepare('INSERT INTO t VALUES (?)').run(value).changes)
const kept = () =>
  db
    .prepare('SELECT v FROM t')
    .all()
    .map(({ v }) => v)

it('Writes of one turn are committed together in order, each with its own result', async () => {
  const write = groupCommit(db)
  const count = () => Number(db.prepare('SELECT count(*) AS n FROM t').get()?.n)
  expect(await Promise.all([write(put('a')), write(count), write(put('b')), write(count)])).toEqual([
    1, 1, 1, 2,
  ])
  expect(kept()).toEqual(['a', 'b'])
  expect(commits).toBe(1)
})

it('A write that throws fails alone', async () => {
  const write = groupCommit(db)
  const all = await Promise.allSettled([write(put('a')), write(put(null)), write(put('b'))])
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(kept()).toEqual(['a', 'b'])
})

it('The whole group fails after one wait if another process keeps the lock', async () => {
  const locked = Object.assign(new Error('database is locked'), { errcode: 5 })
  let waits = 0
  const write = groupCommit(db, async () => {
    waits++
    throw locked
  })
  const all = await Promise.allSettled([write(put('a')), write(put('b')), write(put('c'))])
  expect(all).toEqual(Array(3).fill({ status: 'rejected', reason: locked }))
  expect(waits).toBe(1)
  expect(kept()).toEqual([])
})

it('A write of a later turn is committed by itself', async () => {
  const write = groupCommit(db)
  await write(put('a'))
  await write(put('b'))
  expect(commits).toBe(2)
})
