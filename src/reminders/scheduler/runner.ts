import type { SchedulerParts } from './parts.ts'
import { noteFailure, readyChannels, type Work } from './work.ts'

const maxRunning = 32

export type Runner = {
  /** Ranks a key and puts it in its channel's queue. */
  queue(key: string): Promise<void>
  /** Starts the next key of each channel that is ready. */
  dispatch(): void
}

/** Runs queued keys, one at a time per channel. Calls `onDone` after each. */
export function createRunner(parts: SchedulerParts, work: Work, onDone: () => void): Runner {
  const { clock, wake, rankOf, channelKeyOf, opensAt, log } = parts
  const { queues, running, dueAgain, failing } = work

  async function queue(key: string) {
    const rank = await rankOf(key).catch(() => Number.POSITIVE_INFINITY)
    if (!queues.has(key)) queues.add(channelKeyOf(key), { key, rank, since: clock.now() })
  }

  async function run(key: string) {
    let more = false
    try {
      more = await wake(key)
      failing.delete(key)
    } catch (err) {
      noteFailure(work, key, clock.now())
      log.error({ err, key }, 'this could not be looked after; trying again in a minute')
    }
    if ((dueAgain.delete(key) || more) && !failing.has(key) && !work.isStopped) await queue(key)
    running.delete(key)
    onDone()
  }

  function dispatch() {
    if (work.isStopped) return
    const ready = readyChannels(work, opensAt, clock.now())
    for (const channelKey of ready.slice(0, maxRunning - running.size)) {
      const next = queues.next(channelKey)
      if (!next) continue
      // Begins only after the key is in `running`, from which `run` removes it.
      const done = Promise.resolve(next.key).then(run)
      running.set(next.key, { channelKey, since: clock.now(), done })
    }
  }

  return { queue, dispatch }
}
