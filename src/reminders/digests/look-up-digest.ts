import type { ChannelSettings } from '../../complaints/channel-settings.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import { settle } from '../../complaints/settle.ts'
import type { Ref } from '../../complaints/store.ts'
import { maxFailedLookUps } from '../../retry-policy.ts'
import type { Instant } from '../../time/beijing.ts'
import { absentOwner } from '../delivery/absence.ts'
import { activeAttempt, attemptAbandoned, lookUpFailed, messagePosted } from '../delivery/delivery-state.ts'
import { changeUnknown, complaintsIn } from './mark-members.ts'
import type { UnknownInDigest } from './members.ts'
import { type DigestOutcome, type DigestParts, sendDigest } from './send-digest.ts'

/** A digest that may or may not be in Slack. */
export type UnknownDigest = { digest: string; since: Instant; tries: number }

/** Looks for a digest and settles its complaints. One that cannot be looked up is sent again. */
export async function lookUpDigest(
  parts: DigestParts,
  ref: Ref,
  settings: ChannelSettings,
  unknown: UnknownDigest,
): Promise<Exclude<DigestOutcome, 'alone'>> {
  const { slackOf, count, lost } = parts
  const { digest, since, tries } = unknown
  const found = await slackOf(ref.team).find({ channel: ref.channel, key: digest, since })
  count(found.kind, 'digest')
  if (found.kind === 'found') {
    lost.arrived(ref)
    await markFound(parts, ref, settings, { digest, since, ts: found.ts })
    return 'more'
  }
  if (found.kind === 'absent') lost.wasLost(ref)
  const isRepeated = found.kind === 'later' && tries < maxFailedLookUps
  if (found.kind !== 'absent' && !isRepeated) {
    count('doubled', 'digest')
    const outcome = await sendDigest(parts, ref, settings, digest)
    if (outcome !== 'alone') return outcome
  }
  const at = parts.now()
  await changeAll(parts, ref, digest, (fresh, { key }) =>
    isRepeated ? lookUpFailed(fresh, key, at) : attemptAbandoned(fresh, key),
  )
  return 'more'
}

async function markFound(
  parts: DigestParts,
  ref: Ref,
  settings: ChannelSettings,
  { digest, since, ts }: { digest: string; since: Instant; ts: string },
) {
  const { store, calendar, posted, now } = parts
  const at = now()
  for (const { complaint, unknown } of await complaintsIn(store, ref, digest)) {
    const { key } = unknown
    posted?.(settle(complaint, at), { kind: 'reminder', key }, { calendar, settings }, { ts, since })
    const away = await absentOwner(parts, complaint, key, ts)
    await changeUnknown(store, complaint, digest, (fresh, { key, also = [] }) => {
      const late = { missed: [], also, digest: true }
      return messagePosted(fresh, { kind: 'reminder', key, also }, ts, 0, { late, away })
    })
  }
}

/** Changes the digest's complaints, except those that another process has begun to send again. */
async function changeAll(
  { store, now }: DigestParts,
  ref: Ref,
  digest: string,
  change: (fresh: Complaint, unknown: UnknownInDigest) => Complaint,
) {
  for (const { complaint } of await complaintsIn(store, ref, digest))
    await changeUnknown(store, complaint, digest, (fresh, unknown) =>
      activeAttempt(fresh.outbox, now())?.digest === digest ? fresh : change(fresh, unknown),
    )
}
