import type { Sent } from '../../src/slack/slack.ts'
import type { Instant } from '../../src/time/beijing.ts'
import type { Chronicle } from '../chronicle.ts'
import type { Run } from '../host.ts'
import type { Timeline } from '../timeline.ts'

type Pause = { from: Instant; to: Instant }

/** Notes each run of the process that posts before the end of a pause that Slack asked it for. */
export function createPauses({ timeline, chronicle }: { timeline: Timeline; chronicle: Chronicle }) {
  const pausesOf = new WeakMap<Run, Map<string, Pause>>()

  /** A clock that was set meanwhile is not fit to wait by. */
  const isClockSet = ({ from: pausedAt }: Pause, at: Instant) =>
    chronicle.offsets.some(({ from }) => from >= pausedAt && from <= at)

  return async (run: Run, channel: string, post: () => Promise<Sent>): Promise<Sent> => {
    const at = timeline.now()
    const pauses = pausesOf.get(run) ?? new Map<string, Pause>()
    pausesOf.set(run, pauses)
    const pause = pauses.get(channel)
    if (run.alive && pause && at < pause.to && !isClockSet(pause, at))
      chronicle.hasty.push({ at, until: pause.to, channel })
    const sent = await post()
    if (sent.kind === 'busy' && sent.waitMs > 0)
      pauses.set(channel, { from: at, to: timeline.now() + sent.waitMs })
    return sent
  }
}
