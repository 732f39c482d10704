import { test } from 'vitest'
import { events, forms, presses } from './delivery-kinds.ts'
import { openFuzzRun } from './fuzz-run.ts'

const timeout = 600_000

test('Whatever is pressed is acknowledged, harms nobody, and is done whole or not at all', {
  timeout,
}, async () => {
  const { run } = await openFuzzRun()
  await run(presses(13_000))
})

test('Whatever a form holds, it is taken whole, or stays open with the reason', { timeout }, async () => {
  const { run } = await openFuzzRun()
  await run(forms(13_000))
})

test('Whatever event comes, it is acknowledged and changes no complaint', { timeout }, async () => {
  const { run } = await openFuzzRun()
  await run(events(48_000))
})
