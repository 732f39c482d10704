import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import { createComplaintStore } from '../../src/complaints/store.ts'
import { rulesTool } from '../../src/process/rules-tool.ts'
import { openTexts } from '../../src/store/keyv.ts'
import { openEngine } from '../../src/store/open.ts'
import { recorded, storiesOf } from '../messages/samples.ts'

const shipped = readFileSync(new URL('../../src/rules/rule-book.yaml', import.meta.url), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'rules-tool-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

async function run(args: string[], env: NodeJS.ProcessEnv = {}) {
  const lines: string[] = []
  const code = await rulesTool(args, {
    env: { DATABASE_URL: `sqlite://${join(folder, 'none.sqlite')}`, ...env },
    say: line => lines.push(line),
  })
  return { code, said: lines.join('\n') }
}

test('check accepts a valid book and lists every mistake of an invalid one by line', async () => {
  expect(await run(['check', file('good.yaml', shipped)])).toMatchObject({ code: 0 })
  const broken = shipped
    .replace('evidenceDays: 3', 'evidenceDays: 0')
    .replace('stage: basics\n    section: accused', 'stage: basics\n    sektion: accused')
  const { code, said } = await run(['check', file('bad.yaml', broken)])
  const line = (words: string) => broken.split('\n').findIndex(each => each.includes(words)) + 1
  expect(code).toBe(1)
  expect(said).toContain(`line ${line('evidenceDays: 0')}: field periods.evidenceDays: `)
  expect(said).toMatch(/line \d+: entry "what-counts".*sektion/)
  expect((await run(['check', join(folder, 'nowhere.yaml')])).code).toBe(1)
})

test('A file that cannot be read is reported on one line without a stack trace', async () => {
  const cannot = join(folder, 'cannot.yaml')
  symlinkSync(cannot, cannot)
  for (const [path, why] of [
    [folder, 'there is no such file'],
    [cannot, 'ELOOP'],
  ] as const) {
    const { code, said } = await run(['check', path])
    expect({ code, lines: said.split('\n').length }).toEqual({ code: 1, lines: 1 })
    expect(said).toContain(path)
    expect(said).toContain(why)
  }
})

test('diff takes an empty file for no database and leaves it empty', async () => {
  const empty = file('empty.sqlite', '')
  const { code, said } = await run(['diff', file('same.yaml', shipped)], {
    DATABASE_URL: `"sqlite://${empty}" `,
  })
  expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('No database there') })
  expect(readFileSync(empty, 'utf8')).toBe('')
})

test('diff lists the changes in words that an operator can check', async () => {
  const next = shipped
    .replace('version: "1"', 'version: "2"')
    .replace('evidenceDays: 3', 'evidenceDays: 5')
    .replace('upheld: { points: 12 }', 'upheld: { points: 6 }')
    .replace('指卖家在交易进行中', '指商家在交易进行中')
  const { code, said } = await run(['diff', file('next.yaml', next)])
  expect(code).toBe(0)
  expect(said).toContain('version: 1 -> 2')
  expect(said).toContain('evidenceDays: 3 -> 5')
  expect(said).toContain('scheme A, upheld: 12 points -> 6 points')
  expect(said).toContain('entry definition: answer changed')
  expect(said).toContain('No database there')
  expect((await run(['diff', file('same.yaml', shipped)])).said).toContain('The two books say the same.')
})

test('diff shows old and new deadlines of open complaints and changes nothing', async () => {
  const path = join(folder, 'shop.sqlite')
  const engine = openEngine(`sqlite://${path}`)
  const store = createComplaintStore(engine, openTexts(engine), () => undefined)
  const onPage = recorded({ order: '2', due: Date.parse('2026-11-24T02:00:00Z') })
  const { penalized, withdrawn } = storiesOf({ order: '3' })
  await store.create(id => ({ ...recorded({ order: '1' }), id }))
  await store.create(id => ({ ...onPage, id }))
  if (penalized) await store.create(id => ({ ...penalized, id }))
  if (withdrawn) await store.create(id => ({ ...withdrawn, id, order: '4' }))
  const before = await engine.list('')
  await engine.close()

  const next = file(
    'later.yaml',
    shipped.replace('evidenceDays: 3', 'evidenceDays: 5').replace('appealDays: 15', 'appealDays: 10'),
  )
  const { said } = await run(['diff', next], { DATABASE_URL: `sqlite://${path}` })
  expect(said).toContain('Open complaints: 3.')
  expect(said).toMatch(/\(order 1, version 1\), evidence: 2026-11-23 10:30 -> 2026-11-25 10:30/)
  expect(said).toMatch(/\(order 3, version 1\), appeal: 2026-12-10 09:00 -> 2026-12-05 09:00/)
  expect(said).not.toMatch(/order 2, version 1\), evidence/)
  expect(said).not.toMatch(/order 4/)

  const again = openEngine(`sqlite://${path}`)
  expect(await again.list('')).toEqual(before)
  await again.close()
})

test('diff reads the database of an older release without migrating it or leaving files behind', async () => {
  const path = join(folder, 'older.sqlite')
  const old = new DatabaseSync(path)
  old.exec(readFileSync(new URL('../store/version-1.sql', import.meta.url), 'utf8'))
  old.exec("DELETE FROM entries WHERE key >= 'complaint:' AND key < 'complaint;'; PRAGMA journal_mode = WAL")
  const complaint = recorded({ order: '1' })
  const insert = 'INSERT INTO entries (key, text, wake) VALUES (?, ?, ?)'
  const key = `complaint:T1:C1:${complaint.id}`
  old.prepare(insert).run(key, JSON.stringify(complaint), 1)
  const next = file('longer.yaml', shipped.replace('evidenceDays: 3', 'evidenceDays: 5'))
  const diff = async () => (await run(['diff', next], { DATABASE_URL: `sqlite://${path}` })).said
  expect(await diff()).toContain('Open complaints: 1.')
  old.prepare(insert).run(`${key}2`, JSON.stringify({ ...complaint, id: `${complaint.id}2` }), 1)
  expect(await diff()).toContain('Open complaints: 2.')
  old.close()
  const before = readFileSync(path)
  expect(await diff()).toContain('Open complaints: 2.')
  expect(readFileSync(path)).toEqual(before)
  expect(readdirSync(folder).filter(name => name.startsWith('older.sqlite'))).toEqual(['older.sqlite'])
  const again = new DatabaseSync(path)
  expect(again.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 })
  again.close()
})

test('Other arguments print the usage', async () => {
  for (const args of [[], ['check'], ['diff'], ['mend', 'x.yaml']])
    expect(await run(args)).toMatchObject({ code: 2 })
})
