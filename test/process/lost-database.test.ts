import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { scratchPath } from '../store/scratch.ts'
import { readyz, startListening } from './running.ts'

const env = (path: string) => ({
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 'secret-1',
  SLACK_API_URL: 'http://127.0.0.1:1/api/',
  DATABASE_URL: `sqlite://${path}`,
})

const storeProblem = async (origin: string) => {
  const body = await readyz(origin, 503)
  return body !== null && typeof body === 'object' && 'problems' in body ? body.problems : undefined
}

test('A database that is deleted under the running app: /readyz and the log say so, and the app ends with 0', async () => {
  const path = scratchPath()
  const app = await startListening(env(path))
  rmSync(path)
  expect(await storeProblem(app.origin)).toMatchObject({ store: 'the database file was removed' })
  expect(await app.says(goneWords)).toMatchObject({ level: 50, database: path, what: 'removed' })
  app.kill('SIGTERM')
  expect(await app.ended).toBe(0)
})

test('One that is replaced, and put back', async () => {
  const path = scratchPath()
  const app = await startListening(env(path))
  renameSync(path, `${path}.aside`)
  writeFileSync(path, '')
  expect(await storeProblem(app.origin)).toMatchObject({ store: 'the database file was replaced' })
  expect(await app.says(goneWords)).toMatchObject({ level: 50, database: path, what: 'replaced' })
  renameSync(`${path}.aside`, path)
  await app.says('the database file is back')
  expect(await storeProblem(app.origin)).not.toHaveProperty('store')
})

const goneWords =
  'the database file is gone: commands are refused, and what reminders note is lost at the next start; put the file back, or restart'
