import type { Complaint } from '../src/complaints/complaint.ts'
import { record } from '../src/complaints/record.ts'
import { amend, apply, type Origin, reopen } from '../src/complaints/transitions.ts'
import type { PlanContext } from '../src/schedule/plan-context.ts'
import { acknowledge, snooze } from '../src/schedule/reactions.ts'
import type { Case, Wish } from './chronicle.ts'
import { book, calendar, type Process } from './process.ts'

/** Does what is asked in one run of the process, and gives the complaint after it; undefined without such a complaint. */
export async function applyRequest(
  { store }: Process,
  { id, team, channel }: Case,
  wish: Wish,
  by: Origin,
): Promise<Complaint | undefined> {
  const ref = { team, channel, id }
  if (wish.type === 'record') {
    const { complaint } = await store.create(() => record(wish.notice, ref, book, by))
    return complaint
  }
  return store.change(ref, (complaint, settings) =>
    change(complaint, wish, { context: { calendar, settings }, by }),
  )
}

function change(
  complaint: Complaint,
  wish: Exclude<Wish, { type: 'record' }>,
  { context, by }: { context: PlanContext; by: Origin },
) {
  switch (wish.type) {
    case 'deed':
      return apply(complaint, wish.action, by)
    case 'correct':
      return amend(complaint, wish.changes, by)
    case 'reopen':
      return reopen(complaint, wish.why, by)
    case 'ack':
      return acknowledge(complaint, wish.reminder, context, by)
    case 'snooze':
      return snooze(complaint, { reminder: wish.reminder, until: wish.until }, context, by)
  }
}
