import type { Case, Chronicle, Said } from '../chronicle.ts'
import { type Finding, momentOf } from './finding.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** So long before a deadline comes a reminder that nobody puts off, and before that one some time is left. */
const lastCall = 6 * HOUR + 30 * MINUTE
/** Said once, or too late to be put off. */
const final = ['6h', '1h-early', '1h', 'due', 'missed', 'lapsed']

/** Whether a reminder of a window was offered, or taken, to be put off to a time at which it is too late. */
export function judgeOffers(_: Chronicle, { name, id, done }: Case, said: Said[]): Finding[] {
  const findings: Finding[] = []
  function check(reminder: string, times: number[], happened: string) {
    const [, clock, which = '', due = ''] =
      /^(evidence|appeal):([^:@+]+)[^:]*(?::.*)?:(\d{4}-[^:]+:[^:]+:[^:]+Z)$/.exec(reminder) ?? []
    // The appeal is also asked about day by day, once it is kept open.
    if (!clock || /^\d/.test(which) === /^\d{4}-/.test(which)) return
    const last = final.includes(which) ? Number.NEGATIVE_INFINITY : Date.parse(due) - lastCall
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
  for (const { wish } of done) if (wish.type === 'snooze') check(wish.reminder, [wish.until], 'put off until')
  return findings
}
