import type { Fields } from './fields.ts'
import type { Workspace } from './workspace.ts'

/** A person's Do Not Disturb as the Web API shows it; a period that is over counts as none. */
export function dndFields({ doNotDisturb, now }: Workspace, user: string): Fields {
  const period = doNotDisturb.get(user)
  const isOn = period !== undefined && period.until > now()
  const seconds = (ms: number) => Math.floor(ms / 1000)
  return {
    dnd_enabled: isOn,
    next_dnd_start_ts: isOn ? seconds(period.from) : 1,
    next_dnd_end_ts: isOn ? seconds(period.until) : 1,
  }
}
