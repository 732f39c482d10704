import type { Channels } from '../complaints/channels.ts'
import type { Complaint } from '../complaints/complaint.ts'
import { settle } from '../complaints/settle.ts'
import type { ComplaintStore, Ref } from '../complaints/store.ts'
import type { Log } from '../log.ts'
import { cardContent } from '../messages/card.ts'
import type { Content, Lang } from '../messages/content.ts'
import { historyContent } from '../messages/history.ts'
import { reminderContent } from '../messages/reminder.ts'
import { type Instant, SECOND } from '../rules/beijing.ts'
import type { Calendar } from '../rules/working-days.ts'
import type { Sent, Slack } from '../slack/slack.ts'
import { cardIsStale, owed, type Post } from './agenda.ts'
import { cleared, dropCard, marked, type Trouble, troubled, withdrawn } from './marks.ts'

/** How long nobody else tries a message after one try began: longer than a try can take, and than Slack takes to show it. */
const lease = 30 * SECOND

export type OutboxParts = {
  store: ComplaintStore
  channels: Channels
  calendar: Calendar
  slackOf: (team: string) => Slack
  now: () => Instant
  log: Log
  /** Told when Slack refuses a message for certain, once for each trouble. */
  onTrouble: (complaint: Complaint, error: string) => Promise<void>
  count: (
    what: 'sent' | 'busy' | 'refused' | 'unknown' | 'found' | 'absent' | 'cannot' | 'doubled',
    of: string,
  ) => void
}

/** What Slack says when the card, or the thread under it, is not there to be written to. */
const cardIsGone = /^(message_not_found|cant_update_message|edit_window_closed|thread_not_found)$/

/** A message that this process alone may try now. */
type Claim = { complaint: Complaint; post: Post; since: Instant; again: boolean }

/**
 * Posts everything that a complaint is owed, each message once: intent first, then the message, then its mark.
 * After a try with an unknown end the message is looked for before it is posted again; if it cannot be looked for,
 * twice is better than never.
 */
export function createOutbox(parts: OutboxParts): (ref: Ref) => Promise<void> {
  const { store, channels, calendar, slackOf, now, log, onTrouble, count } = parts

  async function claim(ref: Ref): Promise<Claim | undefined> {
    let claimed: Claim | undefined
    await store.change(ref, before => {
      claimed = undefined
      const at = now()
      const complaint = settle(before, at)
      const { sending, trouble } = complaint.outbox
      const [post] = owed(complaint, calendar, at)
      const busy = (sending && sending.leaseUntil > at) || (trouble && trouble.retryAt > at)
      // A new object even when nothing changed: the wake-up that brought us here has to be set anew.
      if (busy) return { ...complaint }
      if (!post) return cleared(complaint)
      const again = sending?.key === post.key
      const since = again && sending ? sending.since : at
      claimed = { complaint, post, since, again }
      const intent = {
        key: post.key,
        since,
        leaseUntil: at + lease,
        tries: (again ? (sending?.tries ?? 0) : 0) + 1,
      }
      return { ...complaint, outbox: { ...complaint.outbox, sending: intent } }
    })
    return claimed
  }

  async function attempt({ complaint, post, since, again }: Claim, lang: Lang): Promise<Sent> {
    const slack = slackOf(complaint.team)
    const { channel, outbox } = complaint
    const thread = post.kind === 'card' ? undefined : outbox.card?.ts
    const key = `${complaint.id}:${post.key}`
    if (again) {
      const found = await slack.find({ channel, thread, key, since })
      count(found.kind, post.kind)
      if (found.kind === 'found') return { kind: 'sent', ts: found.ts }
      if (found.kind === 'cannot') {
        count('doubled', post.kind)
        log.warn(
          { complaint: complaint.id, key: post.key, error: found.error },
          'cannot look for an earlier message: posting again, it may stand there twice; the history scopes would prevent it',
        )
      }
    }
    const broadcast = post.kind === 'reminder' && post.rung.loud
    return slack.post({ channel, key, thread, broadcast, ...contentOf(complaint, post, lang) })
  }

  function contentOf(complaint: Complaint, post: Post, lang: Lang): Content {
    if (post.kind === 'card') return cardContent(complaint, calendar, lang)
    if (post.kind === 'history')
      return historyContent(complaint, complaint.history.slice(post.from, post.to), lang)
    return reminderContent(complaint, post.rung, calendar, now(), lang)
  }

  /** Shows the present state on the card, and finds out whether it is still there. */
  async function refreshCard(complaint: Complaint, lang: Lang): Promise<Trouble | undefined> {
    const { card, cards } = complaint.outbox
    if (!card) return undefined
    const { team, channel, id, history } = complaint
    const key = `${id}:card:${cards}`
    const sent = await slackOf(team).update({
      channel,
      ts: card.ts,
      key,
      ...cardContent(complaint, calendar, lang),
    })
    const ref = { team, channel, id }
    if (sent.kind === 'refused' && cardIsGone.test(sent.error)) {
      await store.change(ref, fresh => dropCard(fresh, card.ts))
      return undefined
    }
    if (sent.kind !== 'sent') return sent
    await store.change(ref, fresh => marked(fresh, { kind: 'card', key }, card.ts, history.length))
    return undefined
  }

  async function inTrouble(ref: Ref, key: string | undefined, trouble: Trouble) {
    const { kind, error } = trouble
    log.warn({ complaint: ref.id, channel: ref.channel, kind, error }, 'Slack did not take a message')
    const after = await store.change(ref, fresh => troubled(fresh, key, trouble, now()))
    if (kind !== 'refused' || !after?.outbox.trouble || after.outbox.trouble.told) return
    await onTrouble(after, error)
    await store.change(ref, fresh => {
      const { trouble: now } = fresh.outbox
      return now ? { ...fresh, outbox: { ...fresh.outbox, trouble: { ...now, told: true } } } : fresh
    })
  }

  /** Whether there may be more to do at once. */
  async function step(ref: Ref): Promise<boolean> {
    const stored = await store.load(ref)
    if (!stored) return false
    const { lang } = await channels.settings(ref.team, ref.channel)
    const complaint = settle(stored, now())
    const [next] = owed(complaint, calendar, now())
    const { sending, trouble } = complaint.outbox
    const held = (sending && sending.leaseUntil > now()) || (trouble && trouble.retryAt > now())
    if (!held && (cardIsStale(complaint) || next?.kind === 'reminder')) {
      const failed = await refreshCard(complaint, lang)
      if (failed && next?.kind !== 'reminder') {
        await inTrouble(ref, undefined, failed)
        return false
      }
    }
    const claimed = await claim(ref)
    if (!claimed) return false
    const { post } = claimed
    const sent = await attempt(claimed, lang)
    count(sent.kind, post.kind === 'reminder' ? post.rung.clock : post.kind)
    // Unknown: the lease goes on, and at its end the message is looked for.
    if (sent.kind === 'unknown') {
      log.warn(
        { complaint: ref.id, key: post.key, error: sent.error },
        'a message may or may not have been posted',
      )
      return false
    }
    const { card } = claimed.complaint.outbox
    if (sent.kind === 'refused' && card && cardIsGone.test(sent.error)) {
      await store.change(ref, fresh => dropCard(withdrawn(fresh, post.key), card.ts))
      return true
    }
    if (sent.kind !== 'sent') {
      await inTrouble(ref, post.key, sent)
      return false
    }
    await store.change(ref, fresh => marked(fresh, post, sent.ts, claimed.complaint.history.length))
    return true
  }

  return async ref => {
    while (await step(ref));
  }
}
