import type { Instant } from '../time/beijing.ts'
import { type Complaint, type Ineligible, isOpen, type OwnerCheck } from './complaint.ts'

/** The check of an owner about whom Slack could not be asked when they were named. */
export const notChecked = ({ by: namedBy, at: askedAt }: { by: string; at: Instant }): OwnerCheck => ({
  namedBy,
  askedAt,
  tries: 0,
})

/** The complaint with an owner about whom Slack could not be asked, named by `by`. */
export const withUncheckedOwner = (complaint: Complaint, by: { by: string; at: Instant }): Complaint => ({
  ...complaint,
  ownerCheck: notChecked(by),
})

/** Stored before Slack is asked again, so that no other process asks at the same time. */
export const beingChecked = (complaint: Complaint, check: OwnerCheck, now: Instant): Complaint => ({
  ...complaint,
  ownerCheck: { ...check, askedAt: now, tries: check.tries + 1 },
})

/**
 * Stores Slack's answer about the owner; `unfit`: why reminders do not reach them. Every change of that
 * answer is a history entry, which is posted in the thread; a first confirmation is not.
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

/** Slack's answer about an owner; `checked: false`: it could not be asked. */
type Answer = { unfit?: Ineligible | undefined; checked: boolean }

/** The complaint in its new channel, with its owner checked again, who need not be a member there. */
export function broughtAlong(
  complaint: Complaint,
  { unfit, checked }: Answer,
  by: { by: string; at: Instant },
) {
  const { ownerCheck: _, ...known } = complaint
  if (checked && !unfit) return known
  const unchecked = withUncheckedOwner(known, by)
  return unfit ? ownerChecked(unchecked, unfit, by.at) : unchecked
}
