import { atNight } from '../../testing/quiet-hours-oracle.ts'
import type { Case, Chronicle, Said } from '../chronicle.ts'
import { type Finding, momentOf } from './finding.ts'
import type { Ledger } from './ledger.ts'
import { brokenFor, patience, recovery, wellBy } from './outages.ts'

/** Findings about dead channels: somebody has to be told directly of each reminder that one did not take. */
export function judgeUndelivered(chronicle: Chronicle, known: Case, said: Said[], ledger: Ledger): Finding[] {
  const { id, name, channel, team } = known
  const isHere = (each: { team?: string; channel?: string }) => each.team === team && each.channel === channel
  const dead = chronicle.broken.filter(each => each.what === 'dead channel' && isHere(each))
  if (dead.length === 0) return []
  const others = brokenFor(
    chronicle.broken.filter(each => each.what !== 'dead channel'),
    known,
  )
  const direct = chronicle.said.filter(
    ({ key, text, team: where }) => key === undefined && where === team && text.includes(id),
  )
  const findings: Finding[] = []
  for (const [key, spans] of ledger.all)
    for (const { owed, setting } of spans)
      for (const outage of dead) {
        if (owed.from < outage.from || owed.from >= outage.to) continue
        const by = wellBy(others, owed.from + patience, recovery)
        const inVain = by < Math.min(outage.to, owed.until, chronicle.end)
        const before = said.some(each => each.key === `${id}:${key}` && each.at < owed.from)
        if (!inVain || before || atNight(setting.quiet, owed.from)) continue
        if (!direct.some(({ at }) => at >= outage.from && at <= by))
          findings.push({
            what: 'missed',
            about: `${name} ${key} undelivered`,
            expected: `somebody is told directly by ${momentOf(by)}`,
            happened: 'nobody was',
          })
      }
  return findings
}
