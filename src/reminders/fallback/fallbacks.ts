import { createBackground } from '../../background.ts'
import type { Channels } from '../../complaints/channels.ts'
import type { Complaint, Fallback } from '../../complaints/complaint.ts'
import { settle } from '../../complaints/settle.ts'
import type { ComplaintStore, Ref } from '../../complaints/store.ts'
import type { Log } from '../../log.ts'
import { fallbackText } from '../../messages/reminders/fallback.ts'
import { backoff, fallbackBackoff, fallbackLease, refusedFallbackBackoff } from '../../retry-policy.ts'
import { channelKeyOf } from '../../slack/rate-limited.ts'
import type { RateLimiter } from '../../slack/rate-limiter.ts'
import type { Listed, Sent, Slack } from '../../slack/slack.ts'
import { HOUR, type Instant, MINUTE } from '../../time/beijing.ts'
import { type FallbackAction, fallbackAction, soonest } from './fallback-copy.ts'

export type Fallbacks = {
  /** Sees to it that Slack holds what it should, beside everything else. Never throws. */
  tend(complaint: Complaint): void
  underWay(): number
  /** Resolves when what is under way is done. */
  settled(): Promise<void>
}

export type FallbackParts = {
  store: ComplaintStore
  channels: Channels
  slackOf: (team: string) => Slack
  rateLimiter: RateLimiter
  now: () => Instant
  log: Log
}

/** Less time than this before it comes it can be neither made nor called off for certain. */
const settledBefore = soonest + 2 * MINUTE
/** Whose turn is further off than this asks again. */
const maxTurn = HOUR

type Failed = Exclude<Sent, { kind: 'sent' }>

/** Keeps the copies of last reminders at Slack in step with the complaints. */
export function createFallbacks({
  store,
  channels,
  slackOf,
  rateLimiter,
  now,
  log,
}: FallbackParts): Fallbacks {
  const background = createBackground(log)
  /** Slack takes about fifty such calls a minute, so each waits for its turn. */
  const turns = new Map<string, Instant>()

  const keep = (ref: Ref, net: Fallback | undefined) =>
    store.change(ref, ({ outbox: { net: _, ...outbox }, ...complaint }) => ({
      ...complaint,
      outbox: { ...outbox, ...(net && { net }) },
    }))

  /** When its turn comes; a turn that was promised stands, unless the lane has forgotten it. */
  function turnOf({ team, id }: Ref, what: FallbackAction['do']): Instant {
    const key = `${team} ${id} ${what}`
    const channelKey = channelKeyOf(team, `${what}d`)
    const promised = turns.get(key)
    const at =
      promised !== undefined && promised <= rateLimiter.opensAt(channelKey)
        ? promised
        : rateLimiter.take(channelKey)
    if (at > now()) turns.set(key, at)
    else turns.delete(key)
    return at
  }

  /** Takes a deed upon this process: it is written down before Slack is asked, so that what is in doubt is looked for. */
  async function claim(ref: Ref): Promise<FallbackAction | undefined> {
    const promised: Partial<Record<FallbackAction['do'], Instant>> = {}
    let claimed: FallbackAction | undefined
    const after = await store.change(ref, before => {
      claimed = undefined
      const complaint = settle(before, now())
      const { action } = fallbackAction(complaint, now())
      if (!action) return before
      const { net: _, ...outbox } = complaint.outbox
      if (action.do === 'forget') return { ...complaint, outbox }
      const turn = promised[action.do] ?? turnOf(ref, action.do)
      promised[action.do] = turn
      const isNow = turn <= now()
      if (isNow) claimed = action
      const { refused: __, ...asked } = {
        ...action.net,
        tries: action.net.tries + 1,
        retryAt: now() + fallbackLease,
      }
      const net = isNow ? asked : { ...action.net, retryAt: Math.min(turn, now() + maxTurn) }
      return { ...complaint, outbox: { ...outbox, net } }
    })
    // It may have gone to another channel meanwhile.
    return after && claimed
  }

  /** The ids of the copies that Slack holds. */
  async function held(slack: Slack, ref: Ref, net: Fallback): Promise<string[] | Failed> {
    if (net.id !== undefined) return [net.id]
    const listed: Listed = await slack.scheduledAt(net)
    if (listed.kind !== 'listed') return listed
    return listed.messages.flatMap(({ id, text }) => (text.includes(ref.id) ? id : []))
  }

  async function failed(
    ref: Ref,
    net: Fallback,
    { kind, error, ...rest }: Failed,
    what: FallbackAction['do'],
  ) {
    const tries = net.tries + 1
    const waitMs = 'waitMs' in rest ? rest.waitMs : 0
    if (waitMs > 0) rateLimiter.pause(channelKeyOf(ref.team, `${what}d`), waitMs)
    const policy = kind === 'refused' ? refusedFallbackBackoff : fallbackBackoff
    const pause = Math.max(waitMs, backoff(tries, policy))
    log.warn({ complaint: ref.id, kind, error }, `a reminder of last resort could not be ${what}d at Slack`)
    // Asked once more while it can still be made or called off for certain.
    const lastChance = net.postAt - settledBefore
    const retryAt = lastChance > now() ? Math.min(now() + pause, lastChance) : now() + pause
    const isGone = error === 'invalid_scheduled_message_id' || (kind === 'refused' && net.postAt <= now())
    await keep(ref, what === 'unschedule' && isGone ? undefined : { ...net, tries, retryAt })
  }

  async function schedule(complaint: Complaint, net: Fallback) {
    const slack = slackOf(complaint.team)
    const known = net.tries > 0 && !net.refused ? await held(slack, complaint, net) : []
    if (!Array.isArray(known)) return failed(complaint, net, known, 'schedule')
    const [found] = known
    const { lang } = await channels.settings(complaint.team, complaint.channel)
    const text = fallbackText(complaint, net, lang)
    const sent: Sent = found ? { kind: 'sent', ts: found } : await slack.schedule({ ...net, text })
    const { retryAt: _, refused: __, ...rest } = net
    if (sent.kind === 'refused') return failed(complaint, { ...rest, refused: true }, sent, 'schedule')
    if (sent.kind !== 'sent') return failed(complaint, rest, sent, 'schedule')
    await keep(complaint, { ...rest, id: sent.ts, tries: 0 })
  }

  async function unschedule(complaint: Complaint, net: Fallback) {
    const slack = slackOf(complaint.team)
    const ids = await held(slack, complaint, net)
    if (!Array.isArray(ids)) return failed(complaint, net, ids, 'unschedule')
    for (const id of ids) {
      const gone = await slack.unschedule({ channel: net.channel, id })
      if (gone.kind !== 'sent') return failed(complaint, net, gone, 'unschedule')
    }
    await keep(complaint, undefined)
  }

  async function work(complaint: Complaint) {
    const action = await claim(complaint)
    if (action?.do === 'schedule') await schedule(complaint, action.net)
    if (action?.do === 'unschedule') await unschedule(complaint, action.net)
  }

  return {
    tend(complaint) {
      if (!fallbackAction(settle(complaint, now()), now()).action) return
      background.start(() => work(complaint), 'a reminder of last resort failed', { complaint: complaint.id })
    },
    underWay: background.underWay,
    settled: background.settled,
  }
}
