import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createAnswerQueue } from '../../src/slack/answer-queue.ts'
import { withRetries } from '../../src/slack/with-retries.ts'
import { MINUTE } from '../../src/time/beijing.ts'
import { manualClock } from '../../testing/manual-clock.ts'
import { createMemorySlack } from '../../testing/memory-slack/memory-slack.ts'

const silent = () => {}
const log = { debug: silent, info: silent, warn: silent, error: silent, fatal: silent }

test('An answer with an unknown outcome is posted again after four failed look-ups', async () => {
  const clock = manualClock(1_000)
  const slack = createMemorySlack(clock.now)
  let posts = 0
  slack.fault = ({ what }) => {
    if (what === 'find') return { kind: 'later' }
    return what === 'post' && posts++ === 0 ? { kind: 'unknown', posted: false } : undefined
  }
  const asked = withRetries(slack, { answers: createAnswerQueue(clock, log), team: 'T1', now: clock.now })
  const answer = { channel: 'D1', key: 'answer:1', text: '3 天内', blocks: [] }
  expect((await asked.post(answer)).kind).toBe('unknown')
  const until = clock.now() + 9 * MINUTE
  while (clock.now() < until) {
    await clock.moveTo(Math.min(until, clock.now() + 1_000), {
      next: async () => undefined,
      idle: () => setImmediate(),
    })
  }
  expect(slack.calls.filter(({ what }) => what === 'find')).toHaveLength(5)
  expect(slack.messages.map(({ text }) => text)).toEqual(['3 天内'])
})
