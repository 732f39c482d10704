import { openTexts } from '../../src/store/keyv.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

// Increments the text under `count` this many times, by compare-and-swap with retries.
const [path = '', times = ''] = process.argv.slice(2)
const store = openSqlite(path)
const texts = openTexts(store)

for (let done = 0; done < Number(times); ) {
  const expected = await texts.get('count')
  const next = String(Number(expected ?? 0) + 1)
  if (await store.swap([{ key: 'count', expected, next, wakeAt: Number(next) }])) done++
}
await store.close()
