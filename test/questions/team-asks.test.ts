import { expect, test } from 'vitest'
import { createTeamAsks } from '../../src/questions/team-asks.ts'
import { MINUTE } from '../../src/rules/beijing.ts'
import { createSearch } from '../../src/rules/search.ts'
import { openTexts } from '../../src/store/keyv.ts'
import { book } from '../messages/samples.ts'
import { scratchStore } from '../store/scratch.ts'

const odd = '绿色小象什么时候飞'
const shipped = createSearch(book)

test('A workspace’s own way to ask is found there at once, and nowhere else', async () => {
  const engine = scratchStore()
  const asks = createTeamAsks(engine, openTexts(engine), book, shipped)
  expect((await asks.search('T1', 0))(odd).covered).toBe(false)
  await asks.add('T1', 'night-hours', odd)
  const taught = (await asks.search('T1', 1))(odd)
  expect(taught.covered).toBe(true)
  expect(taught.hits[0]?.part?.id).toBe('night-hours')
  expect((await asks.search('T2', 1))(odd).covered).toBe(false)
  expect(shipped(odd).covered).toBe(false)
})

test('Another process sees it within a minute', async () => {
  const engine = scratchStore()
  const one = createTeamAsks(engine, openTexts(engine), book, shipped)
  const other = createTeamAsks(engine, openTexts(engine), book, shipped)
  const before = await other.search('T1', 0)
  await one.add('T1', 'night-hours', odd)
  expect(await other.search('T1', MINUTE - 1)).toBe(before)
  expect((await other.search('T1', MINUTE))(odd).covered).toBe(true)
  expect(await one.of('T1')).toEqual(new Map([['night-hours', [odd]]]))
})

test('A way to ask that is added twice stands there once, and an entry keeps its fifty newest', async () => {
  const engine = scratchStore()
  const asks = createTeamAsks(engine, openTexts(engine), book, shipped)
  await asks.add('T1', 'penalty', 'x')
  await asks.add('T1', 'penalty', 'x')
  expect((await asks.of('T1')).get('penalty')).toEqual(['x'])
  for (let n = 0; n < 51; n++) await asks.add('T1', 'penalty', `n ${n}`)
  const kept = (await asks.of('T1')).get('penalty')
  expect(kept).toHaveLength(50)
  expect(kept?.at(0)).toBe('n 1')
})
