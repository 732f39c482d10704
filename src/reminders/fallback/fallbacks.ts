import { createBackground } from '../../background.ts'
import { backoff } from '../../backoff.ts'
import type { Channels } from '../../complaints/channels.ts'
import type { Complaint, Net } from '../../complaints/complaint.ts'
import { settle } from '../../complaints/settle.ts'
import type { ComplaintStore, Ref } from '../../complaints/store.ts'
import type { Log } from '../../log.ts'
import { safetyNetText } from '../../messages/reminders/fallback.ts'
import { laneOf } from '../../slack/rate-limited.ts'
import type { Lanes } from '../../slack/rate-limiter.ts'
import type { Listed, Sent, Slack } from '../../slack/slack.ts'
import { HOUR, type Instant, MINUTE, SECOND } from '../../time/beijing.ts'
import { type NetDeed, netDeed, soonest } from './fallback-copy.ts'

export type Nets = {
  /** Sees to it that Slack holds what it should, beside everything else. Never throws. */
  tend(complaint: Complaint): void
  underWay(): number
  /** Resolves when what is under way is done. */
  settled(): Promise<void>
}

export type NetParts = {
  store: ComplaintStore
  channels: Channels
  slackOf: (team: string) => Slack
  lanes: Lanes
  now: () => Instant
  log: Log
}

/** Nobody else tries while one is at it: longer than its calls can take. */
const lease = MINUTE
const firstPause = 10 * SECOND
const longestPause = 4 * MINUTE
/** The same after a no: the channel may come back, or have room again. */
const longestAfterNo = 20 * MINUTE
/** Less time than this before it comes it can be neither made nor called off for certain. */
const settledBefore = soonest + 2 * MINUTE
/** Whose turn is further off than this asks again. */
const longestTurn = HOUR

type Failed = Exclude<Sent, { kind: 'sent' }>

/** Keeps the copies of last reminders at Slack in step with the complaints. */
export function createNets({ store, channels, slackOf, lanes, now, log }: NetParts): Nets {
  const background = createBackground(log)
  /** Slack takes about fifty such calls a minute, so each waits for its turn. */
  const turns = new Map<string, Instant>()

  const keep = (ref: Ref, net: Net | undefined) =>
    store.change(ref, ({ outbox: { net: _, ...outbox }, ...complaint }) => ({
      ...complaint,
      outbox: { ...outbox, ...(net && { net }) },
    }))

  /** When its turn comes; a turn that was promised stands, unless the lane has forgotten it. */
  function turnOf({ team, id }: Ref, what: NetDeed['do']): Instant {
    const key = `${team} ${id} ${what}`
    const lane = laneOf(team, `${what}d`)
    const promised = turns.get(key)
    const at = promised !== undefined && promised <= lanes.opensAt(lane) ? promised : lanes.take(lane)
    if (at > now()) turns.set(key, at)
    else turns.delete(key)
    return at
  }

  /** Takes a deed upon this process: it is written down before Slack is asked, so that what is in doubt is looked for. */
  async function claim(ref: Ref): Promise<NetDeed | undefined> {
    const promised: Partial<Record<NetDeed['do'], Instant>> = {}
    let claimed: NetDeed | undefined
    const after = await store.change(ref, before => {
      claimed = undefined
      const complaint = settle(before, now())
      const { deed } = netDeed(complaint, now())
      if (!deed) return before
      const { net: _, ...outbox } = complaint.outbox
      if (deed.do === 'forget') return { ...complaint, outbox }
      const turn = promised[deed.do] ?? turnOf(ref, deed.do)
      promised[deed.do] = turn
      const isNow = turn <= now()
      if (isNow) claimed = deed
      const { refused: __, ...asked } = { ...deed.net, tries: deed.net.tries + 1, retryAt: now() + lease }
      const net = isNow ? asked : { ...deed.net, retryAt: Math.min(turn, now() + longestTurn) }
      return { ...complaint, outbox: { ...outbox, net } }
    })
    // It may have gone to another channel meanwhile.
    return after && claimed
  }

  /** The ids of the copies that Slack holds. */
  async function held(slack: Slack, ref: Ref, net: Net): Promise<string[] | Failed> {
    if (net.id !== undefined) return [net.id]
    const listed: Listed = await slack.scheduledAt(net)
    if (listed.kind !== 'listed') return listed
    return listed.messages.flatMap(({ id, text }) => (text.includes(ref.id) ? id : []))
  }

  async function failed(ref: Ref, net: Net, { kind, error, ...rest }: Failed, what: NetDeed['do']) {
    const tries = net.tries + 1
    const waitMs = 'waitMs' in rest ? rest.waitMs : 0
    if (waitMs > 0) lanes.pause(laneOf(ref.team, `${what}d`), waitMs)
    const longest = kind === 'refused' ? longestAfterNo : longestPause
    const pause = Math.max(waitMs, backoff(tries, { first: firstPause, longest }))
    log.warn({ complaint: ref.id, kind, error }, `a reminder of last resort could not be ${what}d at Slack`)
    // Asked once more while it can still be made or called off for certain.
    const lastChance = net.postAt - settledBefore
    const retryAt = lastChance > now() ? Math.min(now() + pause, lastChance) : now() + pause
    const isGone = error === 'invalid_scheduled_message_id' || (kind === 'refused' && net.postAt <= now())
    await keep(ref, what === 'unschedule' && isGone ? undefined : { ...net, tries, retryAt })
  }

  async function schedule(complaint: Complaint, net: Net) {
    const slack = slackOf(complaint.team)
    const known = net.tries > 0 && !net.refused ? await held(slack, complaint, net) : []
    if (!Array.isArray(known)) return failed(complaint, net, known, 'schedule')
    const [found] = known
    const { lang } = await channels.settings(complaint.team, complaint.channel)
    const text = safetyNetText(complaint, net, lang)
    const sent: Sent = found ? { kind: 'sent', ts: found } : await slack.schedule({ ...net, text })
    const { retryAt: _, refused: __, ...rest } = net
    if (sent.kind === 'refused') return failed(complaint, { ...rest, refused: true }, sent, 'schedule')
    if (sent.kind !== 'sent') return failed(complaint, rest, sent, 'schedule')
    await keep(complaint, { ...rest, id: sent.ts, tries: 0 })
  }

  async function unschedule(complaint: Complaint, net: Net) {
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
    const deed = await claim(complaint)
    if (deed?.do === 'schedule') await schedule(complaint, deed.net)
    if (deed?.do === 'unschedule') await unschedule(complaint, deed.net)
  }

  return {
    tend(complaint) {
      if (!netDeed(settle(complaint, now()), now()).deed) return
      background.start(() => work(complaint), 'a reminder of last resort failed', { complaint: complaint.id })
    },
    underWay: background.underWay,
    settled: background.settled,
  }
}
