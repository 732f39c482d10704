import type { Instant } from '../time/beijing.ts'
import { type Complaint, type Ineligible, isOpen, type OwnerCheck } from './complaint.ts'

/** The state of an owner about whom Slack could not be asked when `namedBy` named them. */
export const notChecked = ({ by: namedBy, at: askedAt }: { by: string; at: Instant }): OwnerCheck => ({
  namedBy,
  askedAt,
  tries: 0,
})

/** The record once Slack is about to be asked again: whoever else looks at it waits for the next turn. */
export const beingChecked = (complaint: Complaint, check: OwnerCheck, now: Instant): Complaint => ({
  ...complaint,
  ownerCheck: { ...check, askedAt: now, tries: check.tries + 1 },
})

/**
 * Keeps what Slack says about the owner; `unfit`: why reminders do not reach them, if they do not. Anything but a first
 * confirmation is an entry of the history, which the thread is told.
 */
export function ownerChecked(complaint: Complaint, unfit: Ineligible | undefined, now: Instant): Complaint {
  const { ownerCheck: check, ...rest } = complaint
  if (!check || !isOpen(complaint)) return complaint
  const checked = unfit ? { ...rest, ownerCheck: { ...check, askedAt: now, unfit } } : rest
  if (unfit === check.unfit) return checked
  const { owner, history } = complaint
  const step = { type: 'owner-checked' as const, owner, namedBy: check.namedBy, ...(unfit && { unfit }) }
  return { ...checked, history: [...history, { step, at: now }] }
}

/** What Slack says about an owner: why reminders do not reach them, or nothing for certain. */
type Said = { unfit?: Ineligible | undefined; checked: boolean }

/** The record in a new channel, to which `origin` has brought it: its owner is whoever they were, and need not be there. */
export function broughtAlong(
  complaint: Complaint,
  { unfit, checked }: Said,
  by: { by: string; at: Instant },
) {
  const { ownerCheck: _, ...known } = complaint
  if (checked && !unfit) return known
  const doubted = { ...known, ownerCheck: notChecked(by) }
  return unfit ? ownerChecked(doubted, unfit, by.at) : doubted
}
