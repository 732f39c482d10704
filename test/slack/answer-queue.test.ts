import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createAnswerQueue } from '../../src/slack/answer-queue.ts'
import type { Sent } from '../../src/slack/slack.ts'
import { manualClock } from '../../testing/manual-clock.ts'

const sent: Sent = { kind: 'sent', ts: '1' }
const busy: Sent = { kind: 'busy', waitMs: 5_000, error: 'ratelimited' }
const refused: Sent = { kind: 'refused', error: 'channel_not_found' }

function opened() {
  const clock = manualClock(0)
  const given: object[] = []
  const silent = () => {}
  const warn = (what: unknown) => void (typeof what === 'object' && what !== null && given.push(what))
  const answers = createAnswerQueue(clock, {
    debug: silent,
    info: silent,
    warn,
    error: silent,
    fatal: silent,
  })
  const said: string[] = []
  /** A send function whose tries end as `ends` says, in turn; the last end repeats. */
  const say = (queue: string, text: string, ...ends: Sent[]) => {
    let tries = 0
    return async () => {
      const end = ends[Math.min(tries++, ends.length - 1)] ?? sent
      if (end.kind === 'sent') said.push(`${queue}: ${text}`)
      return end
    }
  }
  const pass = (ms: number) =>
    clock.moveTo(clock.now() + ms, { next: async () => clock.now() + ms, idle: () => setImmediate() })
  return { answers, said, say, pass, given }
}

describe('Answers to people', () => {
  it('are sent in order per person and never wait for another person’s', async () => {
    const { answers, said, say, pass } = opened()
    expect(await answers.send('lin', say('lin', 'one', busy, sent))).toEqual(busy)
    expect((await answers.send('lin', say('lin', 'two', sent))).kind).toBe('busy')
    expect(await answers.send('emma', say('emma', 'one', sent))).toEqual(sent)
    expect(said).toEqual(['emma: one'])
    await pass(4_999)
    expect(said).toHaveLength(1)
    await pass(1)
    expect(said).toEqual(['emma: one', 'lin: one', 'lin: two'])
    expect(answers.underWay()).toBe(0)
  })

  it('that Slack refuses do not block those behind them', async () => {
    const { answers, said, say, given } = opened()
    const first = answers.send('lin', say('lin', 'one', refused))
    const second = answers.send('lin', say('lin', 'two', sent))
    expect(await first).toEqual(refused)
    expect(await second).toEqual(sent)
    expect(said).toEqual(['lin: two'])
    expect(given).toEqual([{ error: 'channel_not_found', tries: 1 }])
  })

  it('push out the oldest when fifty are waiting', async () => {
    const { answers, said, say, pass, given } = opened()
    for (let n = 0; n < 60; n++)
      await answers.send('lin', say('lin', String(n), ...(n === 0 ? [busy] : []), sent))
    await pass(5_000)
    expect(said).toHaveLength(50)
    expect(given).toHaveLength(10)
    expect(said.at(0)).toBe('lin: 10')
    expect(said.at(-1)).toBe('lin: 59')
  })

  it('replace those still waiting where only the newest counts', async () => {
    const { answers, said, say, pass } = opened()
    const newestOnly = { newestOnly: true }
    await answers.send('home', say('home', 'one', busy), newestOnly)
    await answers.send('home', say('home', 'two', sent), newestOnly)
    await answers.send('home', say('home', 'three', sent), newestOnly)
    await pass(5_000)
    expect(said).toEqual(['home: three'])
  })

  it('are tried once more, without backoff, when the app stops', async () => {
    const { answers, said, say, given } = opened()
    await answers.send('lin', say('lin', 'one', busy, sent))
    await answers.send('emma', say('emma', 'one', busy))
    await answers.stop()
    expect(said).toEqual(['lin: one'])
    expect(given).toEqual([{ error: 'ratelimited', tries: 2 }])
  })

  it('that are given up resolve as refused, not as still on their way', async () => {
    const { answers, say } = opened()
    const elevenMinutes: Sent = { kind: 'busy', waitMs: 660_000, error: 'http_429' }
    expect((await answers.send('lin', say('lin', 'one', elevenMinutes))).kind).toBe('refused')
  })

  it.each<[string, Sent[]]>([
    [
      'asked to wait for longer than an answer is of use',
      [{ kind: 'busy', waitMs: 660_000, error: 'http_429' }],
    ],
    ['refused at once', [refused]],
    ['refused at the second try', [busy, refused]],
    ['asked to wait again and again', [{ kind: 'busy', waitMs: 350_000, error: 'http_429' }]],
  ])('take the alternative way where the first is %s', async (_, ends) => {
    const { answers, said, say, pass, given } = opened()
    await answers.send('lin', say('url', 'one', ...ends), { alternative: say('whisper', 'one', sent) })
    await pass(360_000)
    expect(said).toEqual(['whisper: one'])
    expect(given).toEqual([])
  })
})
