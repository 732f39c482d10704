import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { scratchPath } from '../store/scratch.ts'
import { minimalEnv, startListening, startProcess } from './running.ts'

async function refusalOf(env: Record<string, string>): Promise<string> {
  const app = startProcess(env)
  expect(await app.ended).toBe(1)
  expect(app.stdout()).toBe('')
  expect(app.stderr()).not.toMatch(/^ +at /m)
  expect(readdirSync(app.cwd)).toEqual([])
  return app.stderr()
}

describe('A start without the variables for Slack ends with code 1 and says what to set', () => {
  it.each([
    [{}, ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']],
    [{ NODE_ENV: 'production' }, ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, ['SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN']],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, ['SLACK_BOT_TOKEN']],
    [{ SLACK_SIGNING_SECRET: 'secret-1' }, ['SLACK_BOT_TOKEN']],
    [{ ...minimalEnv, PORT: 'eighty', SLACK_BOT_TOKEN: 'bot' }, ['SLACK_BOT_TOKEN', 'PORT']],
  ])('%o', async (env, named) => {
    const said = await refusalOf({ PORT: '', ...env })
    for (const name of named) expect(said).toContain(name)
  })
})

describe('A start that cannot work ends with code 1 and names', () => {
  it('a damaged database, which stays unchanged', async () => {
    const path = scratchPath()
    writeFileSync(path, 'no database at all, but long enough to be looked at as one. '.repeat(20))
    const said = await refusalOf({ ...minimalEnv, DATABASE_URL: `sqlite://${path}` })
    expect(said).toContain(path)
    expect(said).toContain('put a backup in place')
  })

  it('a directory that cannot be created', async () => {
    const inTheWay = scratchPath('file')
    writeFileSync(inTheWay, '')
    const said = await refusalOf({ ...minimalEnv, DATABASE_URL: `sqlite://${inTheWay}/shensu.sqlite` })
    expect(said).toContain(inTheWay)
    expect(said).toContain('DATABASE_URL')
  })

  it('a database URL of another scheme, without its password', async () => {
    const said = await refusalOf({ ...minimalEnv, DATABASE_URL: 'mysql://shensu:hidden@db/shensu' })
    expect(said).toContain('DATABASE_URL')
    expect(said).not.toContain('hidden')
  })

  it('a rule book that has mistakes or is missing', async () => {
    const path = scratchPath('rules.yaml')
    expect(await refusalOf({ ...minimalEnv, RULE_BOOK: path })).toContain(path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, 'version: 1\n')
    expect(await refusalOf({ ...minimalEnv, RULE_BOOK: path })).toContain(path)
  })

  it('a holiday table that is invalid', async () => {
    const path = join(dirname(scratchPath()), 'holidays.json')
    writeFileSync(path, '{ "2027": [] }')
    expect(await refusalOf({ ...minimalEnv, HOLIDAYS: path })).toContain(path)
  })

  it('everything that is wrong at once, on a line each', async () => {
    const [book, holidays, inTheWay] = ['rules.yaml', 'holidays.json', 'file'].map(name => scratchPath(name))
    writeFileSync(`${holidays}`, '{ "2027": [] }')
    writeFileSync(`${inTheWay}`, '')
    const wrong = {
      RULE_BOOK: `${book}`,
      HOLIDAYS: `${holidays}`,
      DATABASE_URL: `sqlite://${inTheWay}/x.sqlite`,
    }
    const tokens = { SLACK_SIGNING_SECRET: '', PORT: 'eighty', SLACK_SIGNING_SECERT: 's' }
    const lines = (await refusalOf({ ...minimalEnv, ...wrong, ...tokens })).trim().split('\n')
    expect(lines).toHaveLength(6)
    expect(lines.find(line => line.startsWith('PORT: '))).toBeDefined()
    expect(lines.find(line => line.startsWith('SLACK_SIGNING_SECRET is missing'))).toBeDefined()
    expect(lines.at(-1)).toMatch(/^SLACK_SIGNING_SECERT is set.*SLACK_SIGNING_SECRET meant/)
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
    const said = await refusalOf({ ...minimalEnv, PORT: port })
    expect(said).toContain(`127.0.0.1:${port}`)
    expect(said).toContain('PORT')
  })
})

describe('A start logs', () => {
  const opened = 'opened the database'
  const created = 'created a new, empty database'

  it('a warning when it creates a database, and later which one it opens', async () => {
    const path = scratchPath('new/shensu.sqlite')
    const env = { ...minimalEnv, DATABASE_URL: `sqlite://${path}` }
    const first = await startListening(env)
    expect(await first.says(created)).toMatchObject({ level: 40, database: path, open: 0 })
    first.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    const second = await startListening(env)
    expect(await second.says(opened)).toMatchObject({ level: 30, database: path, open: 0 })
  })

  it('a variable that looks misspelt', async () => {
    const app = await startListening({ ...minimalEnv, DATABSE_URL: 'sqlite:///nowhere', LOGNAME: 'lin' })
    const said = app
      .stdout()
      .split('\n')
      .filter(line => line.includes('was DATABASE_URL meant'))
    expect(said).toHaveLength(1)
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ level: 40, name: 'DATABSE_URL', meant: 'DATABASE_URL' })
    expect(app.stdout()).not.toContain('nowhere')
    expect(existsSync(join(app.cwd, 'data', 'shensu.sqlite'))).toBe(true)
  })
})
