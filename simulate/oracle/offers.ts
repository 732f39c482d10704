import type { Case, Chronicle, Said } from '../chronicle.ts'
import { type Finding, momentOf } from './finding.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/**
 * A snooze has to end this long before a deadline: half an hour before the last reminder that can be snoozed.
 */
const lastOffer = 6 * HOUR + 30 * MINUTE
/** Reminders that cannot be snoozed. */
const final = ['6h', '1h-early', '1h', 'due', 'missed', 'lapsed']

/**
 * Findings about snoozes of a window's reminders that were offered, or taken, until a time that is too late.
 */
export function judgeOffers(_: Chronicle, { name, id, done }: Case, said: Said[]): Finding[] {
  const findings: Finding[] = []
  function check(reminder: string, times: number[], happened: string) {
    const [, clock, which = '', due = ''] =
      /^(evidence|appeal):([^:@+]+)[^:]*(?::.*)?:(\d{4}-[^:]+:[^:]+:[^:]+Z)$/.exec(reminder) ?? []
    // A kept-open appeal is asked about day by day, without such a limit.
    if (!clock || /^\d/.test(which) === /^\d{4}-/.test(which)) return
    const last = final.includes(which) ? Number.NEGATIVE_INFINITY : Date.parse(due) - lastOffer
    for (const time of times)
      if (time > last)
        findings.push({
          what: 'wrong offer',
          about: `${name} ${reminder}`,
          expected: `not after ${momentOf(last)}`,
          happened: `${happened} ${momentOf(time)}`,
        })
  }
  for (const { controls, key } of said)
    if (controls && key?.startsWith(`${id}:`)) check(controls.reminder, controls.offers, 'offered')
  for (const { request } of done)
    if (request.type === 'snooze') check(request.reminder, [request.until], 'put off until')
  return findings
}
