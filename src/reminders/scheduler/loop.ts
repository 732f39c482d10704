import type { Log } from '../../log.ts'
import { storePause } from '../../retry-policy.ts'
import type { Clock } from '../../time/clock.ts'

type Parts = { clock: Clock; log: Log; isStopped: () => boolean }

/**
 * Calls `look` when nudged, and again after the number of milliseconds that it returned. Calls never overlap:
 * a nudge during a call leads to another call after it.
 */
export function createLoop(look: () => Promise<number>, { clock, log, isStopped }: Parts) {
  let cancel = () => {}
  let looking: Promise<void> | undefined
  let lookAgain = false

  function sleep(ms: number) {
    if (!isStopped()) cancel = clock.after(ms, nudge)
  }

  function failed(err: unknown) {
    log.error({ err }, 'the store could not be asked what is due; trying again')
    sleep(storePause)
  }

  function nudge() {
    if (isStopped()) return
    if (looking) {
      lookAgain = true
      return
    }
    cancel()
    looking = look()
      .then(sleep, failed)
      .finally(() => {
        looking = undefined
        if (!lookAgain) return
        lookAgain = false
        nudge()
      })
  }

  return {
    nudge,
    isLooking: () => looking !== undefined,
    async stop() {
      cancel()
      await looking
    },
  }
}
