import type { Log } from '../log.ts'
import { answerBackoff, backoff, maxAnswerAge } from '../retry-policy.ts'
import type { Clock } from '../time/clock.ts'
import { waitMsOf } from './failure.ts'
import type { Sent } from './slack.ts'

/** Answers that may wait in one queue; the oldest makes room. */
const maxWaiting = 50

type Send = () => Promise<Sent>
type QueuedAnswer = {
  send: Send
  /** Another way to send it, tried once the first one can no longer succeed. */
  alternative?: Send | undefined
  since: number
  tries: number
  settle: (sent: Sent) => void
}
type Queue = { waiting: QueuedAnswer[]; isSending: boolean; endPause?: (() => void) | undefined }

export type AnswerQueue = {
  /**
   * Sends an answer after those before it in its queue. Resolves with the outcome of the first try: `busy`
   * and `unknown` mean that it is retried in the background for ten minutes, `refused` that it was given up.
   * `alternative`: the way to take after any try that ends the first one. `newestOnly`: answers still waiting
   * in the queue are out of date and are dropped.
   */
  send(
    queue: string,
    send: Send,
    options?: { newestOnly?: boolean; alternative?: Send | undefined },
  ): Promise<Sent>
  /** Number of queues that are talking to Slack; those that wait are not counted. */
  underWay(): number
  /** Tries each waiting answer once more, without backoff; resolves when nothing is being sent. */
  stop(): Promise<void>
}

/** Answers to people: kept in memory, one queue per person, independent of the reminders' rate limit. */
export function createAnswerQueue(clock: Clock, log: Log): AnswerQueue {
  const queues = new Map<string, Queue>()
  const working = new Set<Promise<void>>()
  let stopped = false

  /** Sends what waits, in order, until the queue is empty or Slack asks for a pause. */
  async function drain(name: string, queue: Queue) {
    for (let [answer] = queue.waiting; answer; [answer] = queue.waiting) {
      const sent = await answer.send().catch(refusedBy)
      const pauseMs = pauseAfter(sent, ++answer.tries)
      const isLast = stopped || pauseMs === undefined || clock.now() + pauseMs > answer.since + maxAnswerAge
      if (isLast && sent.kind !== 'sent' && switchToAlternative(answer)) continue
      report(answer, sent, isLast, log)
      if (isLast) queue.waiting = queue.waiting.filter(each => each !== answer)
      if (pauseMs !== undefined && queue.waiting.length > 0 && !stopped) return pause(name, queue, pauseMs)
    }
    queues.delete(name)
  }

  function pause(name: string, queue: Queue, pauseMs: number) {
    for (const { settle } of queue.waiting) settle({ kind: 'busy', waitMs: pauseMs, error: 'waits_its_turn' })
    queue.isSending = false
    queue.endPause = clock.after(pauseMs, () => start(name, queue))
  }

  function start(name: string, queue: Queue) {
    queue.isSending = true
    queue.endPause = undefined
    const done: Promise<void> = drain(name, queue).finally(() => working.delete(done))
    working.add(done)
  }

  return {
    send: (name, send, { newestOnly = false, alternative } = {}) =>
      new Promise(settle => {
        const queue = queues.get(name) ?? { waiting: [], isSending: false }
        queues.set(name, queue)
        makeRoom(queue, newestOnly, log)
        queue.waiting.push({ send, alternative, since: clock.now(), tries: 0, settle })
        if (queue.endPause) settle({ kind: 'busy', waitMs: 0, error: 'waits_its_turn' })
        else if (!queue.isSending) start(name, queue)
      }),
    underWay: () => working.size,
    async stop() {
      stopped = true
      for (const [name, queue] of queues) {
        if (!queue.endPause) continue
        queue.endPause()
        start(name, queue)
      }
      await Promise.all(working)
    },
  }
}

function switchToAlternative(answer: QueuedAnswer): boolean {
  if (!answer.alternative) return false
  answer.send = answer.alternative
  answer.alternative = undefined
  return true
}

/** Tells the sender how a try ended; an answer that will not be tried again has been refused. */
function report(answer: QueuedAnswer, sent: Sent, isLast: boolean, log: Log) {
  if (!isLast || sent.kind === 'sent') return answer.settle(sent)
  log.warn({ error: sent.error, tries: answer.tries }, 'an answer was given up')
  answer.settle({ kind: 'refused', error: sent.error })
}

/** Drops the oldest answers of a queue to make room for one; all of them where only the newest counts. */
function makeRoom(queue: Queue, newestOnly: boolean, log: Log) {
  const kept = newestOnly ? 0 : maxWaiting - 1
  for (const old of queue.waiting.splice(0, Math.max(0, queue.waiting.length - kept))) {
    if (newestOnly) {
      old.settle({ kind: 'busy', waitMs: 0, error: 'out_of_date' })
      continue
    }
    log.warn({ waiting: maxWaiting }, 'too many answers wait: the oldest was given up')
    old.settle({ kind: 'refused', error: 'too_many' })
  }
}

/** Backoff before the next try in ms; `undefined` if another try cannot help. */
function pauseAfter(sent: Sent, tries: number): number | undefined {
  if (sent.kind === 'sent' || sent.kind === 'refused') return undefined
  return waitMsOf(sent) || backoff(tries, answerBackoff)
}

/** An unexpected error is not retried. Its message may quote an address, so only its name is kept. */
const refusedBy = (error: unknown): Sent => ({
  kind: 'refused',
  error: error instanceof Error ? error.name : 'unknown',
})
