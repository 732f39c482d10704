import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { scratchPath } from '../store/scratch.ts'
import { startProcess } from './running.ts'

/** Enough to start, with a Slack that nobody answers for. */
const complete = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 'secret-1',
  SLACK_API_URL: 'http://127.0.0.1:1/api/',
}

async function refusalOf(env: Record<string, string>): Promise<string> {
  const app = startProcess(env)
  expect(await app.ended).toBe(1)
  expect(app.stdout()).toBe('')
  expect(app.stderr()).not.toMatch(/^ +at /m)
  return app.stderr()
}

describe('A start without all that Slack needs ends with code 1 and says what to set', () => {
  it.each([
    [{}, ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']],
    [{ NODE_ENV: 'production' }, ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, ['SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN']],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, ['SLACK_BOT_TOKEN']],
    [{ SLACK_SIGNING_SECRET: 'secret-1' }, ['SLACK_BOT_TOKEN']],
    [{ ...complete, PORT: 'eighty', SLACK_BOT_TOKEN: 'bot' }, ['SLACK_BOT_TOKEN', 'PORT']],
  ])('%o', async (env, named) => {
    const said = await refusalOf({ PORT: '', ...env })
    for (const name of named) expect(said).toContain(name)
  })
})

describe('A start that cannot work ends with code 1 and names what is in the way', () => {
  it('a database that is damaged, which it leaves as it is', async () => {
    const path = scratchPath()
    writeFileSync(path, 'no database at all, but long enough to be looked at as one. '.repeat(20))
    const said = await refusalOf({ ...complete, DATABASE_URL: `sqlite://${path}` })
    expect(said).toContain(path)
    expect(said).toContain('restore a backup')
  })

  it('a directory that cannot be made', async () => {
    const inTheWay = scratchPath('file')
    writeFileSync(inTheWay, '')
    const said = await refusalOf({ ...complete, DATABASE_URL: `sqlite://${inTheWay}/shensu.sqlite` })
    expect(said).toContain(inTheWay)
    expect(said).toContain('DATABASE_URL')
  })

  it('a database URL of another kind, whose password it keeps to itself', async () => {
    const said = await refusalOf({ ...complete, DATABASE_URL: 'mysql://shensu:hidden@db/shensu' })
    expect(said).toContain('DATABASE_URL')
    expect(said).not.toContain('hidden')
  })

  it('a rule book with mistakes, or none where it should be', async () => {
    const path = scratchPath('rules.yaml')
    expect(await refusalOf({ ...complete, RULE_BOOK: path })).toContain(path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, 'version: 1\n')
    expect(await refusalOf({ ...complete, RULE_BOOK: path })).toContain(path)
  })

  it('holidays that are no table', async () => {
    const path = join(dirname(scratchPath()), 'holidays.json')
    writeFileSync(path, '{ "2027": [] }')
    expect(await refusalOf({ ...complete, HOLIDAYS: path })).toContain(path)
  })

  it('a rule book, holidays and a database at once, each by its variable', async () => {
    const [book, holidays, inTheWay] = ['rules.yaml', 'holidays.json', 'file'].map(name => scratchPath(name))
    writeFileSync(`${holidays}`, '{ "2027": [] }')
    writeFileSync(`${inTheWay}`, '')
    const wrong = {
      RULE_BOOK: `${book}`,
      HOLIDAYS: `${holidays}`,
      DATABASE_URL: `sqlite://${inTheWay}/x.sqlite`,
    }
    const lines = (await refusalOf({ ...complete, ...wrong })).split('\n')
    expect(lines.find(line => line.startsWith('RULE_BOOK: '))).toContain(book)
    expect(lines.find(line => line.startsWith('HOLIDAYS: '))).toContain(holidays)
    expect(lines.find(line => line.includes('DATABASE_URL'))).toContain(inTheWay)
  })

  it('a port that is taken', async () => {
    const other = createServer()
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    const address = other.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const said = await refusalOf({ ...complete, PORT: port })
    expect(said).toContain(`127.0.0.1:${port}`)
    expect(said).toContain('PORT')
  })
})
