import type { ChannelSettings } from '../../complaints/channel-settings.ts'
import type { Complaint, Late, UnknownOutcome } from '../../complaints/complaint.ts'
import { settle } from '../../complaints/settle.ts'
import type { ComplaintStore, Ref } from '../../complaints/store.ts'
import type { Log } from '../../log.ts'
import { digestContent } from '../../messages/reminders/digest.ts'
import { attemptLease, maxFailedLookUps } from '../../retry-policy.ts'
import type { Calendar } from '../../rules/working-days.ts'
import type { PlanContext } from '../../schedule/plan-context.ts'
import type { Found, Sent, Slack } from '../../slack/slack.ts'
import type { Instant } from '../../time/beijing.ts'
import { absentOwner } from '../delivery/absence.ts'
import {
  attemptAbandoned,
  attemptStarted,
  type DeliveryFailure,
  deliveryFailed,
  lookUpFailed,
  messagePosted,
} from '../delivery/delivery-state.ts'
import {
  activeAttempt,
  dueReminderPosts,
  type ReminderPost,
  unknownOutcomes,
} from '../delivery/due-messages.ts'
import { findPosted } from '../delivery/find-posted.ts'
import type { Posted } from '../delivery/outbox.ts'
import { lateReminder } from '../delivery/overdue.ts'
import { urgencyOf } from '../scheduler/urgency.ts'
import { createLostDigests } from './lost-digests.ts'

/** A digest that may or may not stand there. */
export type UnknownDigest = { digest: string; since: Instant; tries: number }

/** More late reminders than this in one channel become one message. */
const maxAlone = 5
/** How many complaints one message names: Slack takes 13,200 characters. */
const maxNamed = 25

export type DigestParts = {
  store: ComplaintStore
  calendar: Calendar
  slackOf: (team: string) => Slack
  now: () => Instant
  log: Log
  count: (what: Sent['kind'] | Found['kind'] | 'doubled', of: string) => void
  posted?: Posted
}

/** A complaint's late reminder. `until`: it is being sent, or has just been tried. `rank`: how urgent it is, the lowest first. */
type Member = {
  complaint: Complaint
  post: ReminderPost
  late: Late
  until: Instant | undefined
  rank: number
}

const isOf = ({ complaint }: Member, id: string) => complaint.id === id

/** `alone`: the complaint's message goes by itself; `more`: look at it again; `later`: once the channel takes another one. */
type Outcome = 'alone' | 'more' | 'later'

/**
 * Late reminders of many complaints of a channel in one message. It is sent like any other: each of the complaints keeps that
 * it is being sent, and after an unknown end each knows by which key to look for it. There is no record of it besides.
 */
export function createDigests(parts: DigestParts) {
  const { store, calendar, slackOf, now, log, count } = parts
  const lost = createLostDigests(now)

  /** The late reminder of a settled complaint that is in doubt in no other digest. */
  function memberOf(complaint: Complaint, settings: ChannelSettings, digest?: string): Member | undefined {
    const at = now()
    const context: PlanContext = { calendar, settings }
    const [post] = dueReminderPosts(complaint, context, at)
    if (!post) return undefined
    const until = activeAttempt(complaint.outbox, at)?.leaseUntil
    const doubt = unknownOutcomes(complaint.outbox).get(post.key)
    if (until === undefined && doubt?.digest && doubt.digest !== digest) return undefined
    const late = lateReminder(complaint, context, post, at)
    return late && { complaint, post, late, until, rank: urgencyOf(complaint, context, at) }
  }

  /** The complaints of a channel with a late reminder. */
  async function lateIn(
    { team, channel }: Ref,
    settings: ChannelSettings,
    digest?: string,
  ): Promise<Member[]> {
    const late: Member[] = []
    await store.each({ team, channel }, 'open', each => {
      const member = memberOf(settle(each, now()), settings, digest)
      if (member) late.push(member)
    })
    return late
  }

  /** The one with this id in front, then the most urgent. */
  function inOrder(members: Member[], id: string): Member[] {
    const rank = (member: Member) => (isOf(member, id) ? -1 : member.rank)
    return members.toSorted((a, b) => rank(a) - rank(b))
  }

  /** Those of which it is certain that none stands there already. */
  async function unsaid(members: Member[], settings: ChannelSettings): Promise<Member[]> {
    const certain: Member[] = []
    for (const member of members) {
      const known = await findPosted(parts, member.complaint, settings, () => true)
      const found = known.get(member.post.key)
      if (found === undefined || found === 'absent') certain.push(member)
    }
    return certain
  }

  /** Each of them is being sent in this digest, unless something has been done about it meanwhile. */
  async function begin(members: Member[], digest: string): Promise<Member[]> {
    const taken: Member[] = []
    // All of them wait for the same moment, should the end stay unknown.
    const at = now()
    for (const { complaint } of members) {
      let member: Member | undefined
      const after = await store.change(complaint, (fresh, settings) => {
        const settled = settle(fresh, at)
        member = memberOf(settled, settings, digest)
        if (member?.until !== undefined) member = undefined
        return member ? attemptStarted(settled, member.post, at, digest) : fresh
      })
      if (after && member) taken.push(member)
    }
    return taken
  }

  /** Changes each complaint of a channel of which it is not known whether it was told in this digest. */
  async function settleIn(
    { team, channel }: Ref,
    digest: string,
    outcome: (
      each: Complaint,
      doubt: InDigest,
    ) => Promise<((fresh: Complaint, doubt: InDigest) => Complaint) | undefined>,
  ) {
    const inDoubt: Complaint[] = []
    await store.each({ team, channel }, 'open', each => {
      if (inDigest(each, digest)) inDoubt.push(each)
    })
    for (const each of inDoubt) {
      const doubt = inDigest(each, digest)
      const change = doubt && (await outcome(each, doubt))
      if (!change) continue
      await store.change(each, fresh => {
        const known = inDigest(fresh, digest)
        return known ? change(fresh, known) : fresh
      })
    }
  }

  /** Those that were in a digest and are not any more, now that it is sent once more: it would not name them. */
  const letGo = (ref: Ref, members: Member[], digest: string) =>
    settleIn(ref, digest, async ({ id }) =>
      members.some(member => isOf(member, id)) ? undefined : (fresh, { key }) => attemptAbandoned(fresh, key),
    )

  async function forEach<Each extends Member>(
    members: Each[],
    change: (fresh: Complaint, member: Each) => Complaint,
  ) {
    for (const member of members) await store.change(member.complaint, fresh => change(fresh, member))
  }

  async function stands(members: Member[], ts: string, settings: ChannelSettings) {
    for (const { complaint, post } of members)
      parts.posted?.(complaint, post, { calendar, settings }, { ts, since: now() })
    const told = await Promise.all(
      members.map(async member => ({
        ...member,
        away: await absentOwner(parts, member.complaint, member.post.key, ts),
      })),
    )
    await forEach(told, (fresh, { complaint, post, late, away }) =>
      messagePosted(fresh, post, ts, complaint.history.length, { late: { ...late, digest: true }, away }),
    )
  }

  /** Sends what is late in a complaint's channel as one message, if it is much; `again`: a digest that is sent once more. */
  async function send(ref: Ref, settings: ChannelSettings, again?: string): Promise<Outcome> {
    const { team, channel, id } = ref
    if (lost.goesAlone(ref)) return 'alone'
    const late = await lateIn(ref, settings, again)
    if (late.length <= maxAlone || !late.some(member => isOf(member, id))) return 'alone'
    // Those that were just tried are not sent anew yet: the others wait for them, so that they come together.
    const until = late.reduce((latest, member) => Math.max(latest, member.until ?? 0), 0)
    if (until > now()) {
      const own = late.find(member => isOf(member, id))
      if (own)
        await store.change(ref, fresh =>
          activeAttempt(fresh.outbox, now()) ? fresh : waiting(settle(fresh, now()), own.post, until),
        )
      return 'more'
    }
    const slack = slackOf(team)
    // A channel that takes nothing is found out, and told, complaint by complaint.
    if (late.some(({ complaint }) => complaint.outbox.trouble?.refused)) {
      const room = await slack.room(channel).catch(() => undefined)
      if (room?.kind !== 'joined') return 'alone'
    }
    const [own, ...others] = inOrder(late, id)
    if (!own) return 'alone'
    const first = await unsaid([own], settings)
    if (first.length === 0) return (await store.load(ref))?.outbox.sent[own.post.key] ? 'more' : 'alone'
    const size = Math.ceil(late.length / Math.ceil(late.length / maxNamed))
    const rest = await unsaid(others.slice(0, size - 1), settings)
    const digest = again ?? `digest:${id}:${new Date(now()).toISOString()}`
    const members = await begin([...first, ...rest], digest)
    if (again) await letGo(ref, members, again)
    if (members.length <= maxAlone) {
      await forEach(members, (fresh, { post }) => attemptAbandoned(fresh, post.key))
      return 'alone'
    }
    const words = digestContent(members, calendar, now(), settings.lang)
    const sent = await slack.post({ channel, key: digest, ...words })
    count(sent.kind, 'digest')
    if (sent.kind === 'sent') lost.arrived(ref)
    if (sent.kind === 'refused') lost.refused(ref)
    return await ended(members, sent, { digest, settings, earlier: again !== undefined })
  }

  /** `earlier`: one that was sent before is still to be looked for. */
  async function ended(
    members: Member[],
    sent: Sent,
    { digest, settings, earlier }: { digest: string; settings: ChannelSettings; earlier: boolean },
  ): Promise<Outcome> {
    switch (sent.kind) {
      case 'sent':
        await stands(members, sent.ts, settings)
        return 'more'
      case 'unknown':
        log.warn({ digest, error: sent.error }, 'a digest may or may not have been posted')
        return 'more'
      case 'refused':
        log.warn({ digest, error: sent.error }, 'Slack did not take a digest: each reminder goes by itself')
        await forEach(members, (fresh, { post }) => attemptAbandoned(fresh, post.key))
        return 'alone'
      case 'busy': {
        const trouble: DeliveryFailure = sent
        const paused = sent.waitMs > 0
        await forEach(members, (fresh, { post }) =>
          paused
            ? attemptAbandoned(fresh, post.key, earlier)
            : deliveryFailed(fresh, post.key, trouble, now(), earlier),
        )
        return paused ? 'later' : 'more'
      }
    }
  }

  /**
   * Looks for a digest that may or may not stand there; what is found out holds for all that were to be in it. Where it cannot
   * be looked for it is sent again: twice is better than never.
   */
  async function lookFor(ref: Ref, settings: ChannelSettings, { digest, since, tries }: UnknownDigest) {
    const found = await slackOf(ref.team).find({ channel: ref.channel, key: digest, since })
    count(found.kind, 'digest')
    const patient = found.kind === 'later' && tries < maxFailedLookUps
    if (found.kind === 'cannot' || (found.kind === 'later' && !patient)) {
      count('doubled', 'digest')
      const outcome = await send(ref, settings, digest)
      if (outcome !== 'alone') return outcome
    }
    if (found.kind === 'found') lost.arrived(ref)
    if (found.kind === 'absent') lost.wasLost(ref)
    const at = now()
    await settleIn(ref, digest, async (each, { key }) => {
      if (found.kind !== 'found')
        return (fresh, doubt) => {
          // Another process may have looked as well, and be at it.
          if (activeAttempt(fresh.outbox, now())?.digest === digest) return fresh
          return patient ? lookUpFailed(fresh, doubt.key, at) : attemptAbandoned(fresh, doubt.key)
        }
      const stands = { ts: found.ts, since }
      parts.posted?.(settle(each, at), { kind: 'reminder', key }, { calendar, settings }, stands)
      const away = await absentOwner(parts, each, key, found.ts)
      return (fresh, { key, also = [] }) => {
        const late = { missed: [], also, digest: true }
        return messagePosted(fresh, { kind: 'reminder', key, also }, found.ts, 0, { late, away })
      }
    })
    return 'more' as const
  }

  return { send, lookFor, wentAlone: lost.wentAlone }
}

/** Nobody tries before that; nothing is being sent, so there is no doubt but the one that there was. */
function waiting(complaint: Complaint, post: ReminderPost, until: Instant): Complaint {
  const { sending, ...rest } = attemptStarted(complaint, post, until - attemptLease).outbox
  if (!sending) return complaint
  const waits = !unknownOutcomes(complaint.outbox).has(post.key)
  return { ...complaint, outbox: { ...rest, sending: { ...sending, ...(waits && { waits }) } } }
}

type InDigest = UnknownOutcome & { key: string }

/** The reminder that was to be told in this digest, if it is not known whether it was. */
function inDigest({ outbox }: Complaint, digest: string): InDigest | undefined {
  const [key, doubt] = [...unknownOutcomes(outbox)].find(([, each]) => each.digest === digest) ?? []
  return key !== undefined && doubt ? { key, ...doubt } : undefined
}
