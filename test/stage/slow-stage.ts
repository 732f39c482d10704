import { SECOND } from '../../src/time/beijing.ts'
import { openStage, type Stage } from './stage.ts'

const asked = /^(users|conversations|views)\./

/** A stage whose Slack takes a set time, on the stage's clock, for calls about people, channels, forms. */
export async function openSlowStage(over: 'http' | 'socket' = 'http') {
  const slowness = { ms: 0, waiting: 0 }
  const closed = Promise.withResolvers<void>()
  const stage: Stage = await openStage({
    at: '2026-11-20 11:00',
    over,
    faults(method) {
      if (slowness.ms === 0 || !asked.test(method)) return undefined
      slowness.waiting++
      const late = new Promise<void>(resolve => {
        if (slowness.ms !== Number.POSITIVE_INFINITY) stage.clock.after(slowness.ms, resolve)
      })
      return { until: Promise.race([late, closed.promise]).finally(() => slowness.waiting--) }
    },
  })

  /**
   * Moves the clock from timer to timer, whenever the app waits for Slack, until `work` is done and the app
   * idle.
   */
  async function lived<T>(work: Promise<T>): Promise<T> {
    let done = false
    const end = work.finally(() => {
      done = true
    })
    for (let quiet = 0; !done || quiet < 20; ) {
      await new Promise(resolve => setImmediate(resolve))
      const { underWay } = await stage.app.health()
      quiet = slowness.waiting > 0 || (done && underWay === 0) ? quiet + 1 : 0
      if (quiet === 20 && slowness.waiting > 0 && (!done || underWay > 0)) {
        stage.clock.step()
        quiet = 0
      }
    }
    return end
  }

  return {
    stage,
    lived,
    /** Lets all caches expire, and makes each call take `seconds` from now on. */
    async slowDown(seconds: number) {
      await stage.idle()
      await stage.pass(31 * 60 * SECOND)
      slowness.ms = seconds * SECOND
    },
    /** Seconds from an instant to the latest acknowledgement. */
    ackedAfter: (since: number) => ((stage.acks.at(-1)?.at ?? Number.POSITIVE_INFINITY) - since) / SECOND,
    close() {
      closed.resolve()
      return stage.close()
    },
  }
}

export type SlowStage = Awaited<ReturnType<typeof openSlowStage>>
