import { test } from 'vitest'
import { commands } from './sorts.ts'
import { openTrial } from './trial.ts'

test('Whatever is typed is answered, harms nobody, and is done whole or not at all', {
  timeout: 600_000,
}, async () => {
  const { run } = await openTrial()
  await run(commands(24_000))
})
