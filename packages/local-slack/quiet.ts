import type { Fields } from './fields.ts'
import type { Workspace } from './workspace.ts'

/** Do-not-disturb as Slack tells it of somebody; a time that is over is none. */
export function quietFields({ quiet, now }: Workspace, user: string): Fields {
  const known = quiet.get(user)
  const on = known !== undefined && known.until > now()
  const seconds = (ms: number) => Math.floor(ms / 1000)
  return {
    dnd_enabled: on,
    next_dnd_start_ts: on ? seconds(known.from) : 1,
    next_dnd_end_ts: on ? seconds(known.until) : 1,
  }
}
