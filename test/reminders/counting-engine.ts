import type { Engine } from '../../src/store/engine.ts'
import type { Instant } from '../../src/time/beijing.ts'
import { scratchStore } from '../store/scratch.ts'

const maxCallsAtOneMoment = 20_000

export type CountingEngine = ReturnType<typeof countingEngine>

/** An empty store that counts its calls. Throws after 20,000 at one instant, as in an endless loop. */
export function countingEngine(now: () => Instant) {
  const store = scratchStore(now)
  let calls = 0
  let rows = 0
  let before = { calls, at: now() }

  function count() {
    if (now() > before.at) before = { calls, at: now() }
    if (++calls > before.calls + maxCallsAtOneMoment) throw new Error('it never comes to rest')
  }

  const counted =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args) => {
      count()
      const result = await call(...args)
      if (Array.isArray(result)) rows += result.length
      return result
    }

  const engine: Engine = {
    adapter: store.adapter,
    list: counted(store.list),
    count: counted(store.count),
    swap: counted(store.swap),
    due: counted(store.due),
    nextWake: counted(store.nextWake),
    wakeAll: counted(store.wakeAll),
    backlog: counted(store.backlog),
    close: store.close,
  }
  return {
    engine,
    /** The next wake-up; does not count as a call. */
    nextWake: () => store.nextWake(),
    calls: () => calls,
    /** The number of rows that all calls so far have returned. */
    rowsRead: () => rows,
  }
}
