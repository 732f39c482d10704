import { relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openEngine } from '../../src/store/open.ts'
import { reopened, scratchPath } from './scratch.ts'

const add = { key: 'key', expected: undefined, next: 'text', wakeAt: undefined }

describe('DATABASE_URL', () => {
  it.each(['shensu.sqlite', '店铺 一号%20.sqlite'])('names a file by its absolute path: %s', async name => {
    const path = scratchPath(name)
    const store = openEngine(`sqlite://${path}`)
    await store.swap([add])
    await store.close()
    expect(await reopened(path).list('')).toEqual([{ key: 'key', text: 'text' }])
  })

  it('names a file relative to the working directory', async () => {
    const path = scratchPath()
    const store = openEngine(`SQLite://./${relative(process.cwd(), path)}`)
    await store.swap([add])
    await store.close()
    expect(await reopened(path).list('')).toHaveLength(1)
  })

  it.each([
    ['postgres://shensu:secret@db/shensu', 'Postgres is not supported yet'],
    ['postgresql://shensu:secret@db/shensu', 'Postgres is not supported yet'],
    ['mysql://shensu:secret@db/shensu', 'unknown scheme "mysql"'],
    ['', 'it has no scheme'],
    ['./data/secret.sqlite', 'it has no scheme'],
    ['sqlite://', 'it names no file'],
    ['sqlite:///', 'it names no file'],
    ['sqlite://./', 'it names no file'],
    ['sqlite:///data/', 'it names no file'],
    ['sqlite://data/secret.sqlite', 'it names no file'],
    ['sqlite:secret.sqlite', 'it names no file'],
    ['sqlite:///data/secret.sqlite?mode=ro', 'options after the path'],
  ])('is refused, with what to write instead: %s', (url, why) => {
    const refused = () => openEngine(url)
    expect(refused).toThrow(`DATABASE_URL: `)
    expect(refused).toThrow(why)
    expect(refused).toThrow('sqlite:///absolute/path or sqlite://./relative/path')
    expect(refused).not.toThrow('secret')
  })
})
