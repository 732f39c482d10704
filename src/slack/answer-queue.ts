import type { Log } from '../log.ts'
import { MINUTE, SECOND } from '../time/beijing.ts'
import type { Clock } from '../time/clock.ts'
import type { Sent } from './slack.ts'

/** Nobody waits for an answer longer than this. */
const useful = 10 * MINUTE
const maxBackoff = 30 * SECOND
/** Answers that may wait for one person; the oldest makes room. */
const maxWaiting = 50

type Send = () => Promise<Sent>
type Errand = {
  send: Send
  /** Another way to send it, once the first is of no use any more. */
  otherwise?: Send | undefined
  since: number
  tries: number
  tell: (sent: Sent) => void
}
type Lane = { waiting: Errand[]; sending: boolean; cancel?: (() => void) | undefined }

export type AnswerQueue = {
  /**
   * Sends an answer after those before it in its lane. Resolves with the outcome of the first try: `busy` and `unknown` mean that it
   * is tried again in the background, for ten minutes; what was given up is `refused`. `otherwise`: the fallback, after any try.
   * `newestOnly`: what still waits in the lane is out of date and is dropped.
   */
  send(
    lane: string,
    send: Send,
    options?: { newestOnly?: boolean; otherwise?: Send | undefined },
  ): Promise<Sent>
  /** How many lanes are talking to Slack; lanes that wait are not counted. */
  underWay(): number
  /** Tries what waits once more, without waiting any longer; resolves when nothing is being sent. */
  stop(): Promise<void>
}

/** Answers to people. They wait for Slack in memory, each person's by themselves, and never for the reminders' pace. */
export function createAnswerQueue(clock: Clock, log: Log): AnswerQueue {
  const lanes = new Map<string, Lane>()
  const working = new Set<Promise<void>>()
  let stopped = false

  /** Sends what waits, in order, until the lane is empty or Slack asks for a pause. */
  async function work(name: string, lane: Lane) {
    for (;;) {
      const [errand] = lane.waiting
      if (!errand) break
      const sent = await errand.send().catch(refusedBy)
      const pauseMs = pauseAfter(sent, ++errand.tries)
      const isOver = stopped || pauseMs === undefined || clock.now() + pauseMs > errand.since + useful
      if (isOver && sent.kind !== 'sent' && errand.otherwise) {
        errand.send = errand.otherwise
        errand.otherwise = undefined
        continue
      }
      if (isOver && sent.kind !== 'sent') {
        log.warn({ error: sent.error, tries: errand.tries }, 'an answer was given up')
        errand.tell({ kind: 'refused', error: sent.error })
      } else errand.tell(sent)
      if (isOver) lane.waiting = lane.waiting.filter(each => each !== errand)
      if (pauseMs !== undefined && lane.waiting.length > 0 && !stopped) return rest(name, lane, pauseMs)
    }
    lanes.delete(name)
  }

  function rest(name: string, lane: Lane, pauseMs: number) {
    for (const { tell } of lane.waiting) tell({ kind: 'busy', waitMs: pauseMs, error: 'waits_its_turn' })
    lane.sending = false
    lane.cancel = clock.after(pauseMs, () => start(name, lane))
  }

  function start(name: string, lane: Lane) {
    lane.sending = true
    lane.cancel = undefined
    const done: Promise<void> = work(name, lane).finally(() => working.delete(done))
    working.add(done)
  }

  return {
    send: (name, send, { newestOnly = false, otherwise } = {}) =>
      new Promise(tell => {
        const lane = lanes.get(name) ?? { waiting: [], sending: false }
        lanes.set(name, lane)
        const max = newestOnly ? 0 : maxWaiting - 1
        for (const old of lane.waiting.splice(0, Math.max(0, lane.waiting.length - max))) {
          old.tell(
            newestOnly
              ? { kind: 'busy', waitMs: 0, error: 'out_of_date' }
              : { kind: 'refused', error: 'too_many' },
          )
          if (!newestOnly) log.warn({ waiting: maxWaiting }, 'too many answers wait: the oldest was given up')
        }
        lane.waiting.push({ send, otherwise, since: clock.now(), tries: 0, tell })
        if (lane.cancel) tell({ kind: 'busy', waitMs: 0, error: 'waits_its_turn' })
        else if (!lane.sending) start(name, lane)
      }),
    underWay: () => working.size,
    async stop() {
      stopped = true
      for (const [name, lane] of lanes) {
        if (!lane.cancel) continue
        lane.cancel()
        start(name, lane)
      }
      await Promise.all(working)
    },
  }
}

/** How long to leave Slack alone before another try; `undefined`: no other try is of use. */
function pauseAfter(sent: Sent, tries: number): number | undefined {
  if (sent.kind === 'sent' || sent.kind === 'refused') return undefined
  const asked = sent.kind === 'busy' ? sent.waitMs : 0
  return asked > 0 ? asked : Math.min(maxBackoff, SECOND * 2 ** Math.min(tries - 1, 10))
}

/** An error that nobody expected is no reason to try again; its message may quote an address, so only its name is kept. */
const refusedBy = (error: unknown): Sent => ({
  kind: 'refused',
  error: error instanceof Error ? error.name : 'unknown',
})
