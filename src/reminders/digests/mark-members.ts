import type { ChannelSettings } from '../../complaints/channel-settings.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import { settle } from '../../complaints/settle.ts'
import type { ComplaintStore, Ref } from '../../complaints/store.ts'
import { absentOwner } from '../delivery/absence.ts'
import { attemptAbandoned, attemptStarted, messagePosted } from '../delivery/delivery-state.ts'
import type { DeliveryParts } from '../delivery/parts.ts'
import { type Member, memberOf, type UnknownInDigest, unknownIn } from './members.ts'

// There is no record of a digest: each of its complaints stores that the digest is being sent, and the key by
// which to look it up.

/**
 * Starts the attempt in each complaint. Leaves out, and does not return, complaints that another process is
 * sending or that are no longer late.
 */
export async function startAttempts(
  { store, calendar, now }: Pick<DeliveryParts, 'store' | 'calendar' | 'now'>,
  members: Member[],
  digest: string,
): Promise<Member[]> {
  const started: Member[] = []
  // The same start for all, so that their leases end together.
  const at = now()
  for (const { complaint } of members) {
    let member: Member | undefined
    const after = await store.change(complaint, (fresh, settings) => {
      const settled = settle(fresh, at)
      const found = memberOf(settled, { calendar, settings }, now(), digest)
      member = found?.leaseUntil === undefined ? found : undefined
      return member ? attemptStarted(settled, member.post, at, digest) : fresh
    })
    if (after && member) started.push(member)
  }
  return started
}

export async function changeEach<Each extends Member>(
  store: ComplaintStore,
  members: Each[],
  change: (fresh: Complaint, member: Each) => Complaint,
): Promise<void> {
  for (const member of members) await store.change(member.complaint, fresh => change(fresh, member))
}

export const abandonEach = (store: ComplaintStore, members: Member[]): Promise<void> =>
  changeEach(store, members, (fresh, { post }) => attemptAbandoned(fresh, post.key))

export async function markEachPosted(
  parts: DeliveryParts,
  members: Member[],
  ts: string,
  settings: ChannelSettings,
): Promise<void> {
  const { store, calendar, posted, now } = parts
  for (const { complaint, post } of members)
    posted?.(complaint, post, { calendar, settings }, { ts, since: now() })
  const withOwners = await Promise.all(
    members.map(async member => ({
      ...member,
      away: await absentOwner(parts, member.complaint, member.post.key, ts),
    })),
  )
  await changeEach(store, withOwners, (fresh, { complaint, post, late, away }) =>
    messagePosted(fresh, post, ts, complaint.history.length, { late: { ...late, digest: true }, away }),
  )
}

/** Complaints of a channel whose reminder may be in Slack in this digest. */
export async function complaintsIn(
  store: ComplaintStore,
  { team, channel }: Ref,
  digest: string,
): Promise<{ complaint: Complaint; unknown: UnknownInDigest }[]> {
  const found: { complaint: Complaint; unknown: UnknownInDigest }[] = []
  await store.each({ team, channel }, 'open', complaint => {
    const unknown = unknownIn(complaint, digest)
    if (unknown) found.push({ complaint, unknown })
  })
  return found
}

/** Changes a complaint whose outcome in this digest is still unknown. */
export const changeUnknown = (
  store: ComplaintStore,
  complaint: Complaint,
  digest: string,
  change: (fresh: Complaint, unknown: UnknownInDigest) => Complaint,
): Promise<Complaint | undefined> =>
  store.change(complaint, fresh => {
    const unknown = unknownIn(fresh, digest)
    return unknown ? change(fresh, unknown) : fresh
  })
