import { createHash } from 'node:crypto'
import type { Chronicle } from './chronicle.ts'
import { missingCoverage } from './coverage.ts'
import type { Finding } from './oracle/finding.ts'
import { judge } from './oracle/judge.ts'
import { liveYear } from './year.ts'

/** The result of one year. `late`: reminders by seconds after their time, while all was well. */
export type Outcome = {
  seed: number
  findings: Finding[]
  counts: Map<string, number>
  cases: number
  late: Map<number, number>
  /** A hash of all that happened, the same for the same seed. */
  trace: string
}

export async function outcomeOf(seed: number): Promise<Outcome & { chronicle: Chronicle }> {
  const chronicle = await liveYear(seed)
  const { findings, lateness } = judge(chronicle)
  const late = new Map<number, number>()
  for (const ms of lateness) {
    const seconds = Math.ceil(ms / 1000)
    late.set(seconds, (late.get(seconds) ?? 0) + 1)
  }
  const { counts, cases } = chronicle
  for (const { key } of chronicle.said) {
    const [, kind = '', name = ''] = (key ?? ':direct message').split(':')
    const what = /^\d{4}-/.test(name) ? `${kind} asked` : `${kind} ${name.replace(/@.*/, ' again')}`
    const said = kind.startsWith('H-')
      ? 'said: digest'
      : `said: ${['card', 'history', 'direct message'].includes(kind) ? kind : what}`
    counts.set(said, (counts.get(said) ?? 0) + 1)
  }
  counts.set('said: fallback', chronicle.fallbacks.length)
  return {
    seed,
    findings: [...findings, ...missingCoverage(chronicle)],
    counts,
    cases: cases.size,
    late,
    trace: traceOf(chronicle),
    chronicle,
  }
}

function traceOf({ said, shown, fallbacks, broken, cases }: Chronicle): string {
  const done = [...cases.values()].map(({ id, done }) => [
    id,
    done.map(({ via, at, index }) => [via, at, index]),
  ])
  const lines = said.map(({ at, channel, ts, thread, key, text }) => [at, channel, ts, thread, key, text])
  return createHash('sha256')
    .update(JSON.stringify([lines, shown, fallbacks, broken, done]))
    .digest('hex')
    .slice(0, 16)
}
