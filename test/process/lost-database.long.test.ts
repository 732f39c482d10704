import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { scratchPath } from '../store/scratch.ts'
import { minimalEnv, readyz, startListening } from './running.ts'

const env = (path: string) => ({ ...minimalEnv, DATABASE_URL: `sqlite://${path}` })

const storeProblem = async (origin: string) => {
  const body = await readyz(origin, 503)
  return body !== null && typeof body === 'object' && 'problems' in body ? body.problems : undefined
}

test('A database deleted under the running app is reported in /readyz and the log, and SIGTERM ends the app with 0', async () => {
  const path = scratchPath()
  const app = await startListening(env(path))
  rmSync(path)
  expect(await storeProblem(app.origin)).toMatchObject({ store: 'the database file was removed' })
  expect(await app.says(goneMessage)).toMatchObject({ level: 50, database: path, what: 'removed' })
  app.kill('SIGTERM')
  expect(await app.ended).toBe(0)
})

test('A database that is replaced is reported, and so is its return', async () => {
  const path = scratchPath()
  const app = await startListening(env(path))
  renameSync(path, `${path}.aside`)
  writeFileSync(path, '')
  expect(await storeProblem(app.origin)).toMatchObject({ store: 'the database file was replaced' })
  expect(await app.says(goneMessage)).toMatchObject({ level: 50, database: path, what: 'replaced' })
  renameSync(`${path}.aside`, path)
  await app.says('the database file is back')
  expect(await storeProblem(app.origin)).not.toHaveProperty('store')
})

const goneMessage =
  'the database file is gone: commands are refused, and what reminders note is lost at the next start; put the file back, or restart'
