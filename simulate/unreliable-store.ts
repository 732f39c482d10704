import type { Engine } from '../src/store/engine.ts'
import { SECOND } from '../src/time/beijing.ts'
import type { FaultInjector } from './fault-injector.ts'
import type { Pass, Run } from './host.ts'
import { createMemoryEngine, type Rows } from './memory-engine.ts'
import type { Random } from './random.ts'

const possible = ['store failed', 'store failed after writing', 'slow store'] as const

/** A store that is slow now and then, and fails before or after it has written. */
export function createUnreliableStore(
  rows: Rows,
  { injector, random, pass }: { injector: FaultInjector; random: Random; pass: Pass },
) {
  function callMs(isSlow: boolean): number {
    if (isSlow) return random.between(SECOND, 5 * SECOND)
    return random.yes(0.05) ? random.between(1, 50) : 0
  }

  return {
    /** The store as one run of the process sees it. */
    of: (run: Run): Engine =>
      createMemoryEngine(rows, work => {
        const fault = injector.take(possible)
        return pass(run, { to: 'store', ms: callMs(fault === 'slow store') }, () => {
          if (fault === 'store failed') throw new Error('the disk failed')
          const result = work()
          if (fault === 'store failed after writing') throw new Error('the connection broke')
          return result
        })
      }),
  }
}
