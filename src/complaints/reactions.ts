import type { Complaint, Entry, Step } from './complaint.ts'

/** An answer to a reminder: Got it, or Remind me later. Kept in the history, shown at the reminder itself. */
export type Reaction = Extract<Step, { type: 'acknowledged' | 'snoozed' }>

export const isReaction = (step: Step): step is Reaction =>
  step.type === 'acknowledged' || step.type === 'snoozed'

/** The last reaction to the reminder with this key. */
export function reactionTo(
  { history }: Pick<Complaint, 'history'>,
  reminder: string,
): (Entry & { step: Reaction }) | undefined {
  return history.findLast(
    (entry): entry is Entry & { step: Reaction } => isReaction(entry.step) && entry.step.rung === reminder,
  )
}
