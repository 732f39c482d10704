import { test } from 'vitest'
import { commands } from './delivery-kinds.ts'
import { openFuzzRun } from './fuzz-run.ts'

test('Every command is answered, and carried out as a whole or not at all', {
  timeout: 600_000,
}, async () => {
  const { run } = await openFuzzRun()
  await run(commands(24_000))
})
