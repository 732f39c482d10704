import type { Complaint, Entry, Step } from './complaint.ts'

/** What people say to a reminder. Kept in the history, shown at the reminder itself. */
export type Answer = Extract<Step, { type: 'acknowledged' | 'snoozed' }>

export const isAnswer = (step: Step): step is Answer =>
  step.type === 'acknowledged' || step.type === 'snoozed'

/** What was said last to the reminder with this key, by whom and when. */
export function answerTo(
  { history }: Pick<Complaint, 'history'>,
  rung: string,
): (Pick<Entry, 'at' | 'by'> & { step: Answer }) | undefined {
  for (const { step, at, by } of history.toReversed())
    if (isAnswer(step) && step.rung === rung) return { step, at, by }
  return undefined
}
