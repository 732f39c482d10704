import { writeSync } from 'node:fs'
import { openTexts } from '../../src/store/keyv.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

// Until it is killed, writes n as a swap of two keys, then n through Keyv, and prints n when both are
// acknowledged.
const store = openSqlite(process.argv[2] ?? '')
const texts = openTexts(store)

for (;;) {
  const expected = await texts.get('count')
  const next = String(Number(expected ?? 0) + 1)
  await store.swap([
    { key: 'count', expected, next, wakeAt: undefined },
    { key: `swapped:${next}`, expected: undefined, next, wakeAt: Number(next) },
  ])
  await texts.set(`set:${next}`, next)
  writeSync(1, `${next}\n`)
}
