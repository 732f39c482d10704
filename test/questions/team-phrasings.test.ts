import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createTeamPhrasings } from '../../src/questions/team-phrasings.ts'
import { createSearch, prepareSearch } from '../../src/search/search.ts'
import { openTexts } from '../../src/store/keyv.ts'
import { MINUTE } from '../../src/time/beijing.ts'
import { book } from '../messages/samples.ts'
import { scratchStore } from '../store/scratch.ts'

const odd = '绿色小象什么时候飞'
const shipped = createSearch(book)
const rules = { search: shipped, teach: prepareSearch(book) }

test('A workspace’s own phrasing is found there only', async () => {
  const engine = scratchStore()
  const asks = createTeamPhrasings(engine, openTexts(engine), rules)
  expect((await asks.search('T1', 0))(odd).covered).toBe(false)
  await asks.add('T1', 'night-hours', odd)
  await asks.settled('T1')
  const taught = (await asks.search('T1', 1))(odd)
  expect(taught.covered).toBe(true)
  expect(taught.hits[0]?.part?.id).toBe('night-hours')
  expect((await asks.search('T2', 1))(odd).covered).toBe(false)
  expect(shipped(odd).covered).toBe(false)
})

test('Another process sees a new phrasing within a minute', async () => {
  const engine = scratchStore()
  const one = createTeamPhrasings(engine, openTexts(engine), rules)
  const other = createTeamPhrasings(engine, openTexts(engine), rules)
  const before = await other.search('T1', 0)
  await one.add('T1', 'night-hours', odd)
  expect(await other.search('T1', MINUTE - 1)).toBe(before)
  await other.search('T1', MINUTE)
  await other.settled('T1')
  expect((await other.search('T1', MINUTE))(odd).covered).toBe(true)
  expect(await one.of('T1')).toEqual(new Map([['night-hours', [odd]]]))
})

test('A phrasing added twice is kept once, and an entry keeps its fifty newest', async () => {
  const engine = scratchStore()
  const asks = createTeamPhrasings(engine, openTexts(engine), rules)
  await asks.add('T1', 'penalty', 'x')
  await asks.add('T1', 'penalty', 'x')
  expect((await asks.of('T1')).get('penalty')).toEqual(['x'])
  for (let n = 0; n < 51; n++) await asks.add('T1', 'penalty', `n ${n}`)
  const kept = (await asks.of('T1')).get('penalty')
  expect(kept).toHaveLength(50)
  expect(kept?.at(0)).toBe('n 1')
})

test('The previous search answers while a phrasing is learnt, which does not block', async () => {
  const engine = scratchStore()
  const asks = createTeamPhrasings(engine, openTexts(engine), rules)
  const before = await asks.search('T1', 0)
  let turns = 0
  let isLearnt = false
  async function others() {
    for (; !isLearnt; turns++) await setImmediate()
  }
  const waiting = others()
  await asks.add('T1', 'night-hours', odd)
  expect(await asks.search('T1', 1)).toBe(before)
  await asks.settled('T1')
  isLearnt = true
  await waiting
  expect(turns).toBeGreaterThan(5)
  expect((await asks.search('T1', 1))(odd).covered).toBe(true)
})

test('Two phrasings taught at the same time are both learnt', async () => {
  const engine = scratchStore()
  const asks = createTeamPhrasings(engine, openTexts(engine), rules)
  const other = '紫色大象几点睡觉'
  await Promise.all([asks.add('T1', 'night-hours', odd), asks.add('T1', 'penalty', other)])
  await asks.settled('T1')
  const search = await asks.search('T1', 1)
  expect(search(odd).hits[0]?.part?.id).toBe('night-hours')
  expect(search(other).hits[0]?.entry.id).toBe('penalty')
})

test('After a restart the first question is answered with the stored phrasings', async () => {
  const engine = scratchStore()
  await createTeamPhrasings(engine, openTexts(engine), rules).add('T1', 'night-hours', odd)
  const again = createTeamPhrasings(engine, openTexts(engine), rules)
  expect((await again.search('T1', 0))(odd).covered).toBe(true)
})

test('A phrasing that was taken back is not found any more', async () => {
  const engine = scratchStore()
  const asks = createTeamPhrasings(engine, openTexts(engine), rules)
  await asks.add('T1', 'night-hours', odd)
  expect(await asks.takeBack('T1', entry => entry === 'penalty')).toBeUndefined()
  expect(await asks.takeBack('T1', (_, text) => text === odd)).toBe(odd)
  await asks.settled('T1')
  expect(await asks.of('T1')).toEqual(new Map())
  expect((await asks.search('T1', 1))(odd).covered).toBe(false)
})

test('A delivery takes effect once, even after a restart; the latest twenty count', async () => {
  const engine = scratchStore()
  const open = () => createTeamPhrasings(engine, openTexts(engine), rules)
  await open().add('T1', 'penalty', odd, 'first')
  expect(await open().takeBack('T1', () => true, 'second')).toBe(odd)
  await open().add('T1', 'penalty', odd, 'first')
  expect(await open().of('T1')).toEqual(new Map())
  await open().add('T1', 'penalty', odd, 'third')
  expect(await open().takeBack('T1', () => true, 'second')).toBe(odd)
  expect(await open().of('T1')).toEqual(new Map([['penalty', [odd]]]))
  for (let n = 0; n < 20; n++) await open().add('T1', 'penalty', `${n}`, `later ${n}`)
  expect(await open().doneBy('T1', 'third')).toBeUndefined()
  expect(await open().doneBy('T1', 'later 0')).toBe('0')
})
