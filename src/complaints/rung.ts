import type { Instant } from '../rules/beijing.ts'

/** The clocks that people are reminded of. */
export type Clock = 'evidence' | 'decision' | 'appeal' | 'review' | 'block'

/** One reminder: which clock, which rung, when, and the instant it is about. `loud` ones also go to the channel. */
export type Rung = {
  clock: Clock
  /** `48h`, `safe-day`, `missed`, `lapsed`, `ended`, or the Beijing day of a daily question. */
  name: string
  at: Instant
  due: Instant
  loud: boolean
}
