import type { App } from '@slack/bolt'
import type { Instant } from '../time/beijing.ts'

export type Deliveries = {
  underWay(): number
  /** Resolves when no delivery is under way. */
  settled(): Promise<void>
}

/**
 * Keeps track of the deliveries that a Bolt app is working on, and notes in Bolt's context when each came in: the time that
 * it waits before its listener counts towards Slack's limit too.
 */
export function trackDeliveries(app: App, now: () => Instant): Deliveries {
  const working = new Set<Promise<void>>()
  const processEvent = app.processEvent.bind(app)
  app.processEvent = event => {
    const customProperties = { ...event.customProperties, arrivedAt: now() }
    const done = processEvent({ ...event, customProperties }).finally(() => working.delete(done))
    working.add(done)
    return done
  }
  return {
    underWay: () => working.size,
    async settled() {
      while (working.size > 0) await Promise.allSettled(working)
    },
  }
}
