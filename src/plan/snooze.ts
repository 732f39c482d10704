import { isAnswer } from '../complaints/answers.ts'
import type { Complaint } from '../complaints/complaint.ts'
import { baseName, type Rung, readRungKey } from '../complaints/rung.ts'
import { atHour, DAY, HOUR, type Instant, MINUTE } from '../rules/beijing.ts'
import type { Place } from './place.ts'
import { afterQuiet, isQuiet, type Quiet } from './quiet-hours.ts'

/** A reminder that is put off comes this long before the next one. */
const margin = 30 * MINUTE
/** Too late to be put off, or said once. */
const lasting = ['6h', '1h-early', '1h', 'missed', 'lapsed', 'ended', 'buyer']

const isSnoozed = ({ name }: Rung) => name.includes('@')

/** Those rungs that people want again, at the time that they chose last (in quiet hours, when those end), if the next one does not come first. */
export function snoozed({ history }: Complaint, rungs: Rung[], quiet: Quiet): Rung[] {
  const answers = new Map(history.flatMap(({ step }) => (isAnswer(step) ? [[step.rung, step] as const] : [])))
  return [...answers.values()].flatMap(answer => {
    const key = answer.type === 'snoozed' ? readRungKey(answer.rung) : undefined
    const base = key && rungs.find(rung => rung.name === baseName(key.name) && rung.due === key.due)
    if (!key || !base || key.clock !== base.clock || answer.type !== 'snoozed') return []
    const name = `${base.name}@${new Date(answer.until).toISOString()}`
    const at = afterQuiet(quiet, answer.until)
    const next = Math.min(...rungs.flatMap(rung => (rung.at > base.at ? rung.at : [])))
    if (at >= next) return []
    return [{ ...base, name, at, nightFrom: Number.POSITIVE_INFINITY }]
  })
}

/** The last moment to which the rung that stands can be put off; `undefined`: it cannot. */
function lastMoment({ current, ahead }: Place): Instant | undefined {
  const next = ahead.find(rung => !isSnoozed(rung))
  if (!current || !next || lasting.includes(baseName(current.name))) return undefined
  return next.at - margin
}

/** Whether the rung that stands can be put off until then: in time for the next one, and not in quiet hours. */
export function canSnooze(place: Place, until: Instant, quiet: Quiet, now: Instant): boolean {
  const last = lastMoment(place)
  return last !== undefined && until > now && until <= last && !isQuiet(quiet, until)
}

/** The times that are offered for putting off the rung that stands, earliest first; none when it cannot be. */
export function snoozeOffers(place: Place, quiet: Quiet, now: Instant): Instant[] {
  const minute = now - (now % MINUTE)
  const morning = afterQuiet(quiet, atHour(now, 9))
  const offers = [
    ...[minute + HOUR, minute + 3 * HOUR, atHour(now, 18)],
    ...[morning, morning + DAY, morning + 2 * DAY],
  ]
  return [...new Set(offers)].filter(until => canSnooze(place, until, quiet, now)).sort((a, b) => a - b)
}
