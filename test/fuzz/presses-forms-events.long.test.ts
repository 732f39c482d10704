import { test } from 'vitest'
import { events, forms, presses } from './delivery-kinds.ts'
import { openFuzzRun } from './fuzz-run.ts'

const timeout = 600_000

test('Every press is acknowledged, and carried out as a whole or not at all', {
  timeout,
}, async () => {
  const { run } = await openFuzzRun()
  await run(presses(13_000))
})

test('Every form is carried out as a whole, or stays open with the reason', { timeout }, async () => {
  const { run } = await openFuzzRun()
  await run(forms(13_000))
})

test('Every event is acknowledged and changes no complaint', { timeout }, async () => {
  const { run } = await openFuzzRun()
  await run(events(48_000))
})
