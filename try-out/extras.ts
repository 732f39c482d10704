import type { Extra } from 'local-slack/page-api.ts'
import { seeded } from 'local-slack/seed.ts'
import type { Workspace } from 'local-slack/workspace.ts'
import type { Ref } from '../src/complaints/store.ts'
import type { Calendar } from '../src/rules/working-days.ts'
import { guideOf } from './guide.ts'
import type { Records } from './records.ts'
import { sampleChannel } from './sample.ts'
import { announced } from './upcoming.ts'

type Parts = {
  workspace: Workspace
  records: Records
  calendar: Calendar
  /** The complaints of the sample, if there is one. */
  sample: Ref[]
  clear: () => Promise<void>
}

/** The app's own parts of the page, for the people of the workspace where it is installed. */
export function extrasOf({ workspace, records, calendar, sample, clear }: Parts): Record<string, Extra> {
  const forInsiders =
    (shown: () => Promise<unknown>): Extra['shown'] =>
    async user =>
      workspace.users.get(user)?.team === seeded.team ? shown() : undefined
  const planned = async () => {
    const ids = new Set(sample.map(ref => ref.id))
    return (await records.planned()).filter(({ complaint }) => !ids.has(complaint.id))
  }
  return {
    upcoming: {
      shown: forInsiders(async () => announced(await records.planned(), calendar, workspace.now())),
    },
    guide: { shown: forInsiders(async () => guideOf(await planned(), calendar, workspace.now())) },
    sample: {
      shown: forInsiders(async () => workspace.channels.has(sampleChannel) && { channel: sampleChannel }),
      act: clear,
    },
  }
}
