import { createComplaintStore } from '../../src/complaints/store.ts'
import { apply } from '../../src/complaints/transitions.ts'
import { openTexts } from '../../src/store/keyv.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

// Notes something on one complaint, as often as asked, in the name of one process.
const [path = '', id = '', name = '', times = '', now = ''] = process.argv.slice(2)
const engine = openSqlite(path)
const store = createComplaintStore(engine, openTexts(engine), () => undefined)
const ref = { team: 'T1', channel: 'C1', id }
for (let count = 1; count <= Number(times); count++) {
  const by = { by: 'U1', at: Number(now) }
  await store.change(ref, complaint => apply(complaint, { type: 'noted', text: `${name} ${count}` }, by))
}
await engine.close()
