import { expect, test } from 'vitest'
import { rows, stopped, written } from '../store/interrupted.ts'
import { reopened } from '../store/scratch.ts'
import { startListening } from './running.ts'

test('After a stop on a full disk left half a checkpoint, the app starts with every complaint, stops, and keeps them', async () => {
  const files = await written()
  for (const pages of [1, 5]) {
    const path = stopped(files, pages)
    const app = await startListening({
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 'secret-1',
      SLACK_API_URL: 'http://127.0.0.1:1/api/',
      DATABASE_URL: `sqlite://${path}`,
    })
    app.kill('SIGTERM')
    expect(await app.ended).toBe(0)
    expect(await reopened(path).count('complaint:', { open: true })).toBe(rows.length)
  }
})
