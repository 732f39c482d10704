import type { Log } from '../../log.ts'
import type { Engine } from '../../store/engine.ts'
import type { Instant } from '../../time/beijing.ts'
import type { Clock } from '../../time/clock.ts'

export type SchedulerParts = {
  engine: Engine
  clock: Clock
  /** Does what is due for a key and moves its wake-up. True if more remains for when its channel is open. */
  wake: (key: string) => Promise<boolean>
  /** The order within a channel: the lowest goes first. */
  rankOf: (key: string) => Promise<number>
  /** Keys of one channel run one at a time, and only while it is open. */
  channelKeyOf: (key: string) => string
  opensAt: (channelKey: string) => Instant
  /** Called after each look at what is due. */
  afterLook?: () => void
  log: Log
}
