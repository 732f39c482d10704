import type { Complaint } from '../src/complaints/complaint.ts'
import { record } from '../src/complaints/record.ts'
import { amend, apply, type Origin, reopen } from '../src/complaints/transitions.ts'
import type { PlanContext } from '../src/schedule/plan-context.ts'
import { acknowledge, snooze } from '../src/schedule/reactions.ts'
import type { Case, Request } from './chronicle.ts'
import { book, calendar, type Process } from './process.ts'

/**
 * Does what is asked in one run of the process, and gives the complaint after it; undefined without such a
 * complaint.
 */
export async function applyRequest(
  { store }: Process,
  { id, team, channel }: Case,
  request: Request,
  by: Origin,
): Promise<Complaint | undefined> {
  const ref = { team, channel, id }
  if (request.type === 'record') {
    const { complaint } = await store.create(() => record(request.notice, ref, book, by))
    return complaint
  }
  return store.change(ref, (complaint, settings) =>
    change(complaint, request, { context: { calendar, settings }, by }),
  )
}

function change(
  complaint: Complaint,
  request: Exclude<Request, { type: 'record' }>,
  { context, by }: { context: PlanContext; by: Origin },
) {
  switch (request.type) {
    case 'action':
      return apply(complaint, request.action, by)
    case 'correct':
      return amend(complaint, request.changes, by)
    case 'reopen':
      return reopen(complaint, request.why, by)
    case 'ack':
      return acknowledge(complaint, request.reminder, context, by)
    case 'snooze':
      return snooze(complaint, { reminder: request.reminder, until: request.until }, context, by)
  }
}
