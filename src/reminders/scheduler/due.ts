import type { Engine, WakeUp } from '../../store/engine.ts'
import type { Instant } from '../../time/beijing.ts'
import type { Runner } from './runner.ts'
import { decideOn, forgetFailures, type Work } from './work.ts'

/** Wake-ups read at once: ranking them takes some ten milliseconds. */
const page = 25
/** Wake-ups ranked between two rounds of starting the most urgent ones. */
const batch = 500
const latestKey = 'alarm:latest'

type Parts = { engine: Engine; work: Work; runner: Runner }

/** Queues the keys whose wake-up comes `after` another and is due by `now`; without `after`, all due keys. */
export async function queueDue(
  { engine, work, runner }: Parts,
  { now, after }: { now: Instant; after: WakeUp | undefined },
): Promise<void> {
  if (!after) work.queues.clear()
  const stillFailing = new Set<string>()
  let last = after
  for (let ranked = page; ; ranked += page) {
    const due = await engine.due(now, page, last)
    for (const wakeUp of due) {
      const { key } = wakeUp
      if (work.failing.has(key)) stillFailing.add(key)
      const decision = decideOn(wakeUp, work, now)
      if (decision === 'run again') work.dueAgain.add(key)
      if (decision === 'queue') await runner.queue(key)
    }
    last = due.at(-1)
    if (due.length < page) break
    if (ranked % batch === 0) runner.dispatch()
  }
  if (after) return
  forgetFailures(work, stillFailing)
  await engine.adapter.set(latestKey, String(now))
}

/** The time of the last full look, even before a restart. Shows whether the clock was set back meanwhile. */
export async function latestLook({ adapter }: Engine): Promise<Instant | undefined> {
  const at = Number((await adapter.get<string>(latestKey)) ?? Number.NaN)
  return Number.isSafeInteger(at) ? at : undefined
}
