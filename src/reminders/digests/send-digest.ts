import type { ChannelSettings } from '../../complaints/channel-settings.ts'
import { settle } from '../../complaints/settle.ts'
import type { Ref } from '../../complaints/store.ts'
import { digestContent } from '../../messages/reminders/digest.ts'
import type { Sent } from '../../slack/slack.ts'
import { activeAttempt, attemptAbandoned, attemptHeldBack } from '../delivery/delivery-state.ts'
import { deliveryFailed } from '../delivery/failure-state.ts'
import { findPosted } from '../delivery/find-posted.ts'
import type { DeliveryParts } from '../delivery/parts.ts'
import type { LostDigests } from './lost-digests.ts'
import {
  abandonEach,
  changeEach,
  changeUnknown,
  complaintsIn,
  markEachPosted,
  startAttempts,
} from './mark-members.ts'
import { isWorthADigest, type Member, memberOf, planDigest } from './members.ts'

export type DigestParts = DeliveryParts & { lost: LostDigests }

/**
 * `alone`: send the complaint's reminder separately; `more`: read it again; `later`: once the channel opens.
 */
export type DigestOutcome = 'alone' | 'more' | 'later'

/**
 * Sends the late reminders of a channel in one message, if there are many.
 * `resent`: key of the digest that is sent again because it could not be looked up.
 */
export async function sendDigest(
  parts: DigestParts,
  ref: Ref,
  settings: ChannelSettings,
  resent?: string,
): Promise<DigestOutcome> {
  if (parts.lost.goesAlone(ref)) return 'alone'
  const late = await lateIn(parts, ref, settings, resent)
  const plan = planDigest(late, ref.id, parts.now())
  if (plan.do === 'send-alone') return 'alone'
  if (plan.do === 'wait') {
    await holdBack(parts, ref, plan)
    return 'more'
  }
  if (!(await takesMessages(parts, ref, late))) return 'alone'
  const own = await notPosted(parts, [plan.own], settings)
  if (own.length === 0) {
    const isFound = (await parts.store.load(ref))?.outbox.sent[plan.own.post.key]
    return isFound ? 'more' : 'alone'
  }
  const others = await notPosted(parts, plan.others, settings)
  return post(parts, ref, settings, [...own, ...others], resent)
}

/** All late reminders of a channel. */
async function lateIn(
  { store, calendar, now }: DigestParts,
  { team, channel }: Ref,
  settings: ChannelSettings,
  digest?: string,
): Promise<Member[]> {
  const late: Member[] = []
  await store.each({ team, channel }, 'open', complaint => {
    const member = memberOf(settle(complaint, now()), { calendar, settings }, now(), digest)
    if (member) late.push(member)
  })
  return late
}

const holdBack = ({ store, now }: DigestParts, ref: Ref, { own, until }: { own: Member; until: number }) =>
  store.change(ref, fresh =>
    activeAttempt(fresh.outbox, now()) ? fresh : attemptHeldBack(settle(fresh, now()), own.post, until),
  )

/** False for a channel that refuses messages. That is then found out and reported for each complaint. */
async function takesMessages({ slackOf }: DigestParts, { team, channel }: Ref, late: Member[]) {
  if (!late.some(({ complaint }) => complaint.outbox.trouble?.refused)) return true
  const room = await slackOf(team)
    .room(channel)
    .catch(() => undefined)
  return room?.kind === 'joined'
}

/** Members that are certainly not in Slack yet. */
async function notPosted(
  parts: DigestParts,
  members: Member[],
  settings: ChannelSettings,
): Promise<Member[]> {
  const certain: Member[] = []
  for (const member of members) {
    const known = await findPosted(parts, member.complaint, settings, () => true)
    const found = known.get(member.post.key)
    if (found === undefined || found === 'absent') certain.push(member)
  }
  return certain
}

async function post(
  parts: DigestParts,
  ref: Ref,
  settings: ChannelSettings,
  candidates: Member[],
  resent: string | undefined,
): Promise<DigestOutcome> {
  const { store, calendar, slackOf, now, count, lost } = parts
  const { team, channel, id } = ref
  const digest = resent ?? `digest:${id}:${new Date(now()).toISOString()}`
  const members = await startAttempts(parts, candidates, digest)
  if (resent) await abandonOthers(parts, ref, members, resent)
  if (!isWorthADigest(members)) {
    await abandonEach(store, members)
    return 'alone'
  }
  const content = digestContent(members, calendar, now(), settings.lang)
  const sent = await slackOf(team).post({ channel, key: digest, ...content })
  count(sent.kind, 'digest')
  if (sent.kind === 'sent') lost.arrived(ref)
  if (sent.kind === 'refused') lost.refused(ref)
  return keepOutcome(parts, members, sent, { digest, settings, earlierUnknown: resent !== undefined })
}

/** Abandons the attempts of complaints that were in the digest but will not be in it when it is resent. */
async function abandonOthers({ store }: DigestParts, ref: Ref, members: Member[], digest: string) {
  const ids = new Set(members.map(({ complaint }) => complaint.id))
  for (const { complaint } of await complaintsIn(store, ref, digest))
    if (!ids.has(complaint.id))
      await changeUnknown(store, complaint, digest, (fresh, { key }) => attemptAbandoned(fresh, key))
}

/** `earlierUnknown`: an earlier attempt of the digest remains to be looked up. */
type Sending = { digest: string; settings: ChannelSettings; earlierUnknown: boolean }

async function keepOutcome(
  parts: DigestParts,
  members: Member[],
  sent: Sent,
  { digest, settings, earlierUnknown }: Sending,
): Promise<DigestOutcome> {
  const { store, now, log } = parts
  switch (sent.kind) {
    case 'sent':
      await markEachPosted(parts, members, sent.ts, settings)
      return 'more'
    case 'unknown':
      log.warn({ digest, error: sent.error }, 'a digest may or may not have been posted')
      return 'more'
    case 'refused':
      log.warn({ digest, error: sent.error }, 'Slack did not take a digest: each reminder goes by itself')
      await abandonEach(store, members)
      return 'alone'
    case 'busy': {
      const isPause = sent.waitMs > 0
      await changeEach(store, members, (fresh, { post: { key } }) =>
        isPause
          ? attemptAbandoned(fresh, key, earlierUnknown)
          : deliveryFailed(fresh, key, sent, now(), earlierUnknown),
      )
      return isPause ? 'later' : 'more'
    }
  }
}
