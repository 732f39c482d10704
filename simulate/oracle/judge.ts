import type { Chronicle, Said } from '../chronicle.ts'
import { judgeCatchUp } from './catch-up.ts'
import { judgeFallbacks } from './fallbacks.ts'
import { type Finding, momentOf } from './finding.ts'
import { judgeFloods } from './floods.ts'
import { judgeHistory } from './history.ts'
import { withLate } from './late-messages.ts'
import { judgeOffers } from './offers.ts'
import { brokenFor } from './outages.ts'
import { judgePlacement } from './placement.ts'
import { judgeReminders } from './reminders.ts'
import { judgeUndelivered } from './undelivered.ts'

/**
 * Compares the messages in Slack with what the rules promise. `lateness`: in ms, of each reminder that came
 * while all was well.
 */
export function judge(chronicle: Chronicle): { findings: Finding[]; lateness: number[] } {
  const byId = new Map<string, Said[]>()
  const findings: Finding[] = []
  const lateness: number[] = []
  const { restless } = chronicle
  if (restless !== undefined)
    findings.push({
      what: 'restless',
      about: 'the app',
      expected: 'comes to rest',
      happened: `works without end at ${momentOf(restless)}`,
    })
  for (const message of chronicle.said) {
    const id = message.key?.split(':')[0]
    if (id === undefined || id === 'digest') continue
    if (!chronicle.cases.has(id))
      findings.push({ what: 'uncalled for', about: message.key ?? '', expected: 'never', happened: 'posted' })
    const known = byId.get(id) ?? []
    known.push(message)
    byId.set(id, known)
  }
  for (const known of chronicle.cases.values()) {
    const said = byId.get(known.id) ?? []
    const outages = brokenFor(chronicle.broken, known)
    const { told, ledger } = withLate(chronicle, known, said)
    const reminders = judgeReminders(chronicle, known, told, { ledger, outages })
    lateness.push(...reminders.lateness)
    findings.push(
      ...reminders.findings,
      ...judgeHistory(chronicle, known, said, outages),
      ...judgePlacement(chronicle, known, said, outages),
      ...judgeFallbacks(chronicle, known, told, outages),
      ...judgeCatchUp(chronicle, known, told, ledger),
      ...judgeOffers(chronicle, known, said),
      ...judgeUndelivered(chronicle, known, told, ledger),
    )
  }
  findings.push(...judgeFloods(chronicle))
  for (const { at, channel, until } of chronicle.hasty)
    findings.push({
      what: 'hasty',
      about: channel,
      expected: `nothing before ${momentOf(until)}, as Slack asked`,
      happened: `posted to at ${momentOf(at)}`,
    })
  return { findings, lateness }
}
