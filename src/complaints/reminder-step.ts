import { LRUCache } from 'lru-cache'
import type { Instant } from '../time/beijing.ts'

/** The clocks that people are reminded of; `contact` is the hour after which to talk to the buyer. */
export const clocks = ['evidence', 'contact', 'decision', 'appeal', 'review', 'block'] as const
export type Clock = (typeof clocks)[number]

/** One reminder: which clock, which rung, when, and the instant it is about. `loud` ones also go to the channel. */
export type ReminderStep = {
  clock: Clock
  /**
   * `48h`, `safe-day`, `1h-early`, `due`, `missed`, `lapsed`, `attemptEnded`, `buyer`, or the Beijing day of a daily question.
   * What comes of a rung has its name in front: `48h@<time>` was snoozed until then, `6h+backup` and `6h+channel`
   * tell others that nobody answered.
   */
  name: string
  at: Instant
  due: Instant
  loud: boolean
  /** In quiet hours it is posted from here on only. */
  nightFrom: Instant
}

type Identity = Pick<ReminderStep, 'clock' | 'name' | 'due'>

/** A reminder's identity: the clock, the rung and the due instant. Move the deadline and it is another reminder. */
export const reminderKey = ({ clock, name, due }: Identity): string => `${clock}:${name}:${times.memo(due)}`

/** A plan is compared by its keys, and each time is written again and again: a tenth of catching up. */
const times = new LRUCache<Instant, string>({ max: 1000, memoMethod: time => new Date(time).toISOString() })

/** The reverse of `reminderKey`. */
export function parseReminderKey(key: string): Identity | undefined {
  const [, found = '', name = '', time = ''] = /^([a-z]+):(.+):([^:]+:[^:]+:[^:]+Z)$/.exec(key) ?? []
  const clock = clocks.find(each => each === found)
  const due = Date.parse(time)
  return clock && Number.isFinite(due) ? { clock, name, due } : undefined
}

/** The rung that a snoozed or escalated one comes of. */
export const baseName = (name: string): string => name.replace(/[@+].*$/, '')
