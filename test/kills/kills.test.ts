import { expect, it } from 'vitest'
import { createHands } from './hands.ts'
import { live } from './life.ts'

it('draft', async () => {
  const hands = createHands()
  console.time('first')
  const a = await live(hands)
  console.timeEnd('first')
  console.log(a.problems)
  console.time('second')
  const b = await live(hands)
  console.timeEnd('second')
  expect(b.story).toEqual(a.story)
  console.log(a.passed.length, a.passed.reduce((s, [, n]) => s + n, 0), b.passed.reduce((s, [, n]) => s + n, 0))
  const sites = new Set(a.passed.map(([p]) => p.split(' ')[0]))
  const hand = await hands.take()
  console.log(hand.sites.length, hand.sites.filter(s => !sites.has(s)).join('\n'))
  console.log(a.passed.map(([p, n]) => `${p} ${n}`).join('\n'))
  await hands.close()
})
