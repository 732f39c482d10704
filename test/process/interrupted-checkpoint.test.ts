import { expect, test } from 'vitest'
import { interruptedAfter, rows, writeFiles } from '../store/interrupted.ts'
import { reopened } from '../store/scratch.ts'
import { minimalEnv, startListening } from './running.ts'

test('After half a checkpoint on a full disk, the app starts with every complaint and keeps them', async () => {
  const files = await writeFiles()
  for (const pages of [1, 5]) {
    const path = interruptedAfter(files, pages)
    const app = await startListening({ ...minimalEnv, DATABASE_URL: `sqlite://${path}` })
    app.kill('SIGTERM')
    expect(await app.ended).toBe(0)
    expect(await reopened(path).count('complaint:', { open: true })).toBe(rows.length)
  }
})
