import { createBackground } from '../../background.ts'
import type { Channels } from '../../complaints/channels.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Fallback } from '../../complaints/outbox.ts'
import { settle } from '../../complaints/settle.ts'
import type { ComplaintStore, Ref } from '../../complaints/store.ts'
import type { Log } from '../../log.ts'
import { fallbackText } from '../../messages/reminders/fallback.ts'
import { type Failure, waitMsOf } from '../../slack/failure.ts'
import type { RateLimiter } from '../../slack/rate-limiter.ts'
import type { Listed, Sent, Slack } from '../../slack/slack.ts'
import type { Instant } from '../../time/beijing.ts'
import { type FallbackAction, fallbackAction, fallbackClaimed, fallbackFailed } from './fallback-copy.ts'
import { createTurns, queueOf } from './turns.ts'

export type Fallbacks = {
  /** Brings Slack's copy in step with a complaint, in the background. Never throws. */
  tend(complaint: Complaint): void
  underWay(): number
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

type Call = Exclude<FallbackAction, { do: 'forget' }>
type TurnOf = ReturnType<typeof createTurns>

/** Keeps the copies of last reminders at Slack in step with the complaints. */
export function createFallbacks(parts: FallbackParts): Fallbacks {
  const { now, log } = parts
  const background = createBackground(log)
  const turnOf = createTurns(parts.rateLimiter, now)

  async function work(complaint: Complaint) {
    const action = await claim(parts, complaint, turnOf)
    if (action?.do === 'schedule') await schedule(parts, complaint, action)
    if (action?.do === 'unschedule') await unschedule(parts, complaint, action)
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

/** Stores the next action as claimed before Slack is asked; `undefined`: nothing to do now. */
async function claim(
  { store, now }: FallbackParts,
  ref: Ref,
  turnOf: TurnOf,
): Promise<FallbackAction | undefined> {
  const turns: Partial<Record<FallbackAction['do'], Instant>> = {}
  let claimed: FallbackAction | undefined
  const after = await store.change(ref, before => {
    claimed = undefined
    const complaint = settle(before, now())
    const { action } = fallbackAction(complaint, now())
    if (!action) return before
    if (action.do === 'forget') return withFallback(complaint, undefined)
    const turn = turns[action.do] ?? turnOf(ref, action.do)
    turns[action.do] = turn
    if (turn <= now()) claimed = action
    return withFallback(complaint, fallbackClaimed(action.net, turn, now()))
  })
  // The complaint may have moved to another channel meanwhile.
  return after && claimed
}

async function schedule(parts: FallbackParts, complaint: Complaint, call: Call) {
  const { net } = call
  const slack = parts.slackOf(complaint.team)
  const known = net.tries > 0 && !net.refused ? await scheduledIds(slack, complaint, net) : []
  if (!Array.isArray(known)) return failed(parts, complaint, call, known)
  const [found] = known
  const { lang } = await parts.channels.settings(complaint.team, complaint.channel)
  const text = fallbackText(complaint, net, lang)
  const sent: Sent = found ? { kind: 'sent', ts: found } : await slack.schedule({ ...net, text })
  const { retryAt: _, refused: __, ...rest } = net
  if (sent.kind === 'sent') return keep(parts, complaint, { ...rest, id: sent.ts, tries: 0 })
  const tried = { ...rest, ...(sent.kind === 'refused' && { refused: true }) }
  return failed(parts, complaint, { ...call, net: tried }, sent)
}

async function unschedule(parts: FallbackParts, complaint: Complaint, call: Call) {
  const { net } = call
  const slack = parts.slackOf(complaint.team)
  const ids = await scheduledIds(slack, complaint, net)
  if (!Array.isArray(ids)) return failed(parts, complaint, call, ids)
  for (const id of ids) {
    const gone = await slack.unschedule({ channel: net.channel, id })
    if (gone.kind !== 'sent') return failed(parts, complaint, call, gone)
  }
  return keep(parts, complaint, undefined)
}

/** Ids of the copies that Slack holds for a complaint. */
async function scheduledIds(slack: Slack, { id }: Ref, net: Fallback): Promise<string[] | Failure> {
  if (net.id !== undefined) return [net.id]
  const listed: Listed = await slack.scheduledAt(net)
  if (listed.kind !== 'listed') return listed
  return listed.messages.filter(({ text }) => text.includes(id)).map(message => message.id)
}

async function failed(parts: FallbackParts, ref: Ref, call: Call, failure: Failure) {
  const { kind, error } = failure
  const waitMs = waitMsOf(failure)
  if (waitMs > 0) parts.rateLimiter.pause(queueOf(ref.team, call.do), waitMs)
  const words = `a reminder of last resort could not be ${call.do}d at Slack`
  parts.log.warn({ complaint: ref.id, kind, error }, words)
  await keep(parts, ref, fallbackFailed(call, { kind, error, waitMs }, parts.now()))
}

async function keep({ store }: FallbackParts, ref: Ref, net: Fallback | undefined) {
  await store.change(ref, complaint => withFallback(complaint, net))
}

function withFallback(complaint: Complaint, net: Fallback | undefined): Complaint {
  const { net: _, ...outbox } = complaint.outbox
  return { ...complaint, outbox: { ...outbox, ...(net && { net }) } }
}
