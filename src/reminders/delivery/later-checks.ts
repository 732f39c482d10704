import { createBackground } from '../../background.ts'
import { type Complaint, isOpen } from '../../complaints/complaint.ts'
import { beingChecked, ownerChecked } from '../../complaints/owner-check.ts'
import { settle } from '../../complaints/settle.ts'
import type { ComplaintStore, Ref } from '../../complaints/store.ts'
import type { Log } from '../../log.ts'
import { backoff, ownerCheckBackoff, unfitOwnerPause } from '../../retry-policy.ts'
import { eligibilityOf } from '../../slack/eligibility.ts'
import type { Slack } from '../../slack/slack.ts'
import type { Instant } from '../../time/beijing.ts'

/** Next time to ask Slack about the owner; `undefined`: the owner is known or the complaint closed. */
export function ownerCheckAt(complaint: Complaint, now: Instant): Instant | undefined {
  const { ownerCheck: check } = complaint
  if (!check || !isOpen(complaint)) return undefined
  const pause = check.unfit ? unfitOwnerPause : backoff(check.tries + 1, ownerCheckBackoff)
  const at = check.askedAt + pause
  // A time further ahead was computed before the clock was set back.
  return at > now && at <= now + pause ? at : now
}

type Parts = {
  store: ComplaintStore
  slackOf: (team: string) => Slack
  now: () => Instant
  log: Log
  /** Called when an entry was added that has to be posted in the thread. */
  nudge: () => void
}

/** Checks, in the background, owners about whom Slack did not answer when they were named. */
export function createLaterChecks({ store, slackOf, now, log, nudge }: Parts) {
  const background = createBackground(log)

  /** Claims the check for this process, with the next one already planned in case of a crash. */
  async function claim(ref: Ref): Promise<Complaint | undefined> {
    let claimed: Complaint | undefined
    await store.change(ref, before => {
      const at = now()
      const due = ownerCheckAt(before, at)
      claimed =
        before.ownerCheck && due !== undefined && due <= at
          ? beingChecked(before, before.ownerCheck, at)
          : undefined
      return claimed ?? before
    })
    return claimed
  }

  async function check(ref: Ref) {
    const claimed = await claim(ref)
    if (!claimed) return
    const { team, owner } = claimed
    const { unfit, checked } = await eligibilityOf(slackOf(team), claimed, owner)
    if (!unfit && !checked) return
    await store.change(ref, fresh =>
      fresh.owner === owner ? ownerChecked(settle(fresh, now()), unfit, now()) : fresh,
    )
    nudge()
  }

  return {
    /** Starts the check of a complaint's owner if it is due. Never throws. */
    tend(complaint: Complaint) {
      const due = ownerCheckAt(settle(complaint, now()), now())
      if (due === undefined || due > now()) return
      background.start(() => check(complaint), 'an owner could not be checked', { complaint: complaint.id })
    },
    underWay: background.underWay,
    settled: background.settled,
  }
}
