import type { ChannelSettings } from '../complaints/channel-settings.ts'
import type { Channels } from '../complaints/channels.ts'
import type { Complaint, Late } from '../complaints/complaint.ts'
import { rungKey } from '../complaints/rung.ts'
import { settle } from '../complaints/settle.ts'
import type { ComplaintStore, Ref, Seen } from '../complaints/store.ts'
import type { Log } from '../log.ts'
import { cardContent } from '../messages/card.ts'
import { isEscalatedKey } from '../plan/escalation.ts'
import { type Instant, MINUTE, SECOND } from '../rules/beijing.ts'
import type { Calendar } from '../rules/working-days.ts'
import type { Sent, Slack } from '../slack/slack.ts'
import { wasAway } from './absence.ts'
import {
  cardIsStale,
  cardRestsUntil,
  doubts,
  dueRungs,
  heldUntil,
  longestPause,
  owed,
  type Post,
  toCome,
} from './agenda.ts'
import { createDigests } from './digests.ts'
import { echo, type Shown } from './echo.ts'
import { tellFormerCards } from './former-cards.ts'
import { lateness } from './late.ts'
import { lookBack } from './look-back.ts'
import {
  begun,
  cardPutOff,
  cleared,
  dropCard,
  echoed,
  givenUp,
  lookedUp,
  marked,
  type Trouble,
} from './marks.ts'
import { namesOf } from './names.ts'
import type { createTrouble } from './trouble.ts'
import { wordsOf } from './words.ts'

/** A message whose fate stays unknown for this long is a trouble to be told. */
const longDoubt = 2 * MINUTE
/** How long a card is left alone that Slack would not change. */
const cardPause = 20 * SECOND
/** Look-ups that may fail before a message is posted again without one. */
const patientLookUps = 4

export type OutboxParts = {
  /** When the next message may go to a complaint's channel. */
  opensAt: (ref: Ref) => Instant
  store: ComplaintStore
  channels: Channels
  calendar: Calendar
  slackOf: (team: string) => Slack
  now: () => Instant
  log: Log
  inTrouble: ReturnType<typeof createTrouble>
  count: (
    what: 'sent' | 'busy' | 'refused' | 'unknown' | 'found' | 'absent' | 'later' | 'cannot' | 'doubled',
    of: string,
  ) => void
}

/** What Slack says when the card, or the thread under it, is not there to be written to. */
const cardIsGone = /^(message_not_found|cant_update_message|edit_window_closed|thread_not_found)$/

/**
 * What is left to do for a complaint: more at once, more once its channel takes another message, or nothing for now.
 * `complaint`: as the last change left it.
 */
type Next = { next: 'more' | 'later' | 'done'; complaint?: Complaint | undefined }

export type Delivered = { complaint: Complaint | undefined; more: boolean }

/**
 * What became of a try, and what it told because it came late. `earlier`: one before it is still to be looked for. `shown`: how
 * much of the history it is known to show, if that is not all.
 */
type Tried = Sent & { late?: Late | undefined; earlier?: boolean; shown?: number }

/** What has been found out about a complaint, and is kept with the next change of it. */
type Note = (complaint: Complaint) => Complaint

/** A message that this process alone may try now. */
type Claim = {
  complaint: Complaint
  settings: ChannelSettings
  post: Post
  since: Instant
  /** Set when an earlier try had an unknown end: how many look-ups for it failed. */
  lookUps?: number
}

/**
 * Posts everything that a complaint is owed, each message once: intent first, then the message, then its mark.
 * After a try with an unknown end the message is looked for before it is posted again; if it cannot be looked for,
 * twice is better than never. `more`: there is more to post, once the channel takes another message; `complaint`: as it was last seen.
 */
export function createOutbox(parts: OutboxParts): (ref: Ref) => Promise<Delivered> {
  const { opensAt, store, calendar, slackOf, now, log, inTrouble, count } = parts
  const digests = createDigests(parts)

  async function claim(ref: Ref, notes: Note[]): Promise<Claim | undefined> {
    let claimed: Claim | undefined
    await store.change(ref, (before, settings) => {
      claimed = undefined
      const at = now()
      const noted = notes.reduce((known, note) => note(known), before)
      const complaint = settle(noted, at)
      const terms = { calendar, settings }
      const [post] = owed(complaint, terms, at)
      // A new object even when nothing changed: the wake-up that brought us here has to be set anew.
      if (heldUntil(complaint.outbox, at) !== undefined) return { ...complaint }
      if (!post) return cleared(complaint, toCome(complaint, terms, at), at)
      const doubt = doubts(complaint.outbox).get(post.key)
      claimed = {
        complaint,
        settings,
        post,
        since: doubt?.since ?? at,
        ...(doubt && { lookUps: doubt.tries }),
      }
      return begun(complaint, post, at)
    })
    return claimed
  }

  async function attempt({ complaint, settings, post, since, lookUps }: Claim): Promise<Tried> {
    const { team, channel, id, outbox } = complaint
    const slack = slackOf(team)
    const thread = post.kind === 'card' ? undefined : outbox.card?.ts
    const key = `${id}:${post.key}`
    const lateAt = (at: Instant) =>
      post.kind === 'reminder' ? lateness(complaint, { calendar, settings }, post, at) : undefined
    let earlier = false
    if (lookUps !== undefined) {
      const found = await slack.find({ channel, thread, key, since })
      count(found.kind, post.kind)
      // What it told is what there was to tell at the first try.
      if (found.kind === 'found') return { kind: 'sent', ts: found.ts, late: lateAt(since), shown: 0 }
      if (found.kind === 'later') {
        const patient = lookUps < patientLookUps
        await store.change({ team, channel, id }, fresh =>
          lookedUp(fresh, post.key, patient ? lookUps + 1 : 0),
        )
        if (patient) return { kind: 'unknown', error: found.error }
      }
      if (found.kind !== 'absent') {
        earlier = true
        count('doubled', post.kind)
        log.warn(
          { complaint: id, key: post.key, error: found.error },
          'cannot look for an earlier message: posting again, it may stand there twice; the history scopes would prevent it',
        )
      }
    }
    const broadcast = post.kind === 'reminder' && post.rung.loud
    const { history } = complaint
    const names = await namesOf(slack, post.kind === 'history' ? history.slice(post.from, post.to) : [])
    const late = lateAt(now())
    const words = wordsOf(complaint, post, { calendar, settings, now: now(), names, late })
    return { ...(await slack.post({ channel, key, thread, broadcast, ...words })), late, earlier }
  }

  /** Shows the present state on the card, and finds out whether it is still there. */
  async function refreshCard(
    complaint: Complaint,
    lang: ChannelSettings['lang'],
  ): Promise<{ failed?: Trouble; note?: Note }> {
    const { card, cards, trouble } = complaint.outbox
    if (!card) return {}
    const { team, channel, id, history } = complaint
    const key = `${id}:card:${cards}`
    const content = cardContent(complaint, calendar, lang)
    const sent = await slackOf(team).update({ channel, ts: card.ts, key, ...content })
    if (sent.kind === 'refused' && cardIsGone.test(sent.error))
      return { note: fresh => dropCard(fresh, card.ts) }
    if (sent.kind !== 'sent') return { failed: sent }
    // It was looked for, and showed everything already.
    if (card.shown === history.length && !card.retryAt && !trouble) return {}
    return { note: fresh => marked(fresh, { kind: 'card', key }, card.ts, history.length) }
  }

  /**
   * Late reminders of many complaints of a channel go in one message; what may stand there is looked for before, and at any time
   * what others are called for when nobody answers it.
   */
  async function catchUp(
    ref: Ref,
    complaint: Complaint,
    settings: ChannelSettings,
    posts: Post[],
  ): Promise<'alone' | 'more' | 'later'> {
    const [next] = posts
    for (const { digest, ...doubt } of doubts(complaint.outbox).values())
      if (digest) return digests.lookFor(ref, settings, { ...doubt, digest })
    const owing = posts.filter(({ kind }) => kind === 'reminder')
    const isOwing = (key: string) => owing.some(post => post.key === key)
    if (next?.kind !== 'reminder' || !lateness(complaint, { calendar, settings }, next, now())) {
      const known = await lookBack(parts, complaint, key => isEscalatedKey(key) && !isOwing(key))
      return [...known.values()].includes('found') ? 'more' : 'alone'
    }
    // One that was tried before others came due goes with them, and without what has to wait for morning by now, unless it
    // stands there.
    const timely = new Set(dueRungs(complaint, { calendar, settings }, now()).map(rungKey))
    const tellsTooMuch = next.also.some(key => !timely.has(key))
    const known = await lookBack(parts, complaint, key => !isOwing(key) || owing.length > 1 || tellsTooMuch)
    if (tellsTooMuch && known.get(next.key) === 'cannot') {
      await store.change(ref, fresh => givenUp(fresh, next.key))
      return 'more'
    }
    const isClear = [...known].some(([key, kind]) => kind === 'found' || (kind === 'absent' && isOwing(key)))
    return isClear ? 'more' : digests.send(ref, settings)
  }

  /** `again`: the last step's change has set the wake-up anew. */
  async function step(ref: Ref, { complaint: stored, settings }: Seen, again: boolean): Promise<Next> {
    const complaint = settle(stored, now())
    const posts = owed(complaint, { calendar, settings }, now())
    const [next] = posts
    const held = heldUntil(complaint.outbox, now()) !== undefined
    if (!held && next && opensAt(ref) > now()) return { next: 'later' }
    if (!held) {
      const outcome = await catchUp(ref, complaint, settings, posts)
      if (outcome !== 'alone') return { next: outcome }
    }
    const notes: Note[] = []
    const stale = cardIsStale(complaint) && cardRestsUntil(complaint.outbox, now()) === undefined
    if (!held && (stale || next?.kind === 'reminder')) {
      const { failed, note } = await refreshCard(complaint, settings.lang)
      if (failed?.kind === 'refused' && next?.kind !== 'reminder') {
        await inTrouble(ref, { key: undefined, trouble: failed, tell: true })
        return { next: 'done' }
      }
      if (note) notes.push(note)
      // Messages do not wait for a card that Slack will not change just now.
      if (failed && failed.kind !== 'refused' && stale) {
        const pause = failed.kind === 'busy' ? Math.max(failed.waitMs, cardPause) : cardPause
        const until = now() + Math.min(pause, longestPause)
        notes.push(fresh => cardPutOff(fresh, until))
      }
    }
    const shows = held || next ? undefined : await tidyUp(complaint, settings)
    if (shows) notes.push(fresh => echoed(fresh, shows))
    const { sending, doubtful, trouble } = complaint.outbox
    const isClear = again && complaint === stored && !next && !sending && !doubtful && !trouble
    const claimed = isClear && notes.length === 0 ? undefined : await claim(ref, notes)
    if (!claimed) return { next: shows && shows.retryAt === undefined ? 'more' : 'done' }
    const { post } = claimed
    const { earlier = false, shown = claimed.complaint.history.length, ...sent } = await attempt(claimed)
    count(sent.kind, post.kind === 'reminder' ? post.rung.clock : post.kind)
    if (post.kind === 'reminder') digests.wentAlone(ref, sent.kind)
    // Unknown: the lease goes on, and at its end the message is looked for.
    if (sent.kind === 'unknown') {
      const { error } = sent
      log.warn({ complaint: ref.id, key: post.key, error }, 'a message may or may not have been posted')
      if (now() - claimed.since >= longDoubt)
        await inTrouble(ref, { key: post.key, trouble: sent, tell: true })
      return { next: 'done' }
    }
    const { card } = claimed.complaint.outbox
    if (sent.kind === 'refused' && card && cardIsGone.test(sent.error)) {
      const after = await store.change(ref, fresh => dropCard(givenUp(fresh, post.key), card.ts))
      return { next: 'more', complaint: after }
    }
    // Slack asked for a pause: it is its channel that waits, not this complaint.
    if (sent.kind === 'busy' && sent.waitMs > 0) {
      await store.change(ref, fresh => givenUp(fresh, post.key, earlier))
      return { next: 'later' }
    }
    if (sent.kind !== 'sent') {
      await inTrouble(ref, { key: post.key, trouble: sent, tell: sent.kind === 'refused', earlier })
      return { next: 'done' }
    }
    const { late } = sent
    const away = await wasAway(parts, claimed.complaint, post.key, sent.ts)
    const after = await store.change(ref, fresh => marked(fresh, post, sent.ts, shown, { late, away }))
    return { next: 'more', complaint: after }
  }

  /** What does not need to be posted anew is changed once nothing else is owed. What the reminders show then, if that is more. */
  async function tidyUp(complaint: Complaint, settings: ChannelSettings): Promise<Shown | undefined> {
    await tellFormerCards(parts, complaint, settings.lang)
    return echo(parts, complaint, { calendar, settings, now: now() })
  }

  return async ref => {
    let seen = await store.look(ref)
    for (let again = false; seen; again = true) {
      const { next, complaint } = await step(ref, seen, again)
      if (next !== 'more') return { complaint: seen.complaint, more: next === 'later' }
      seen = complaint ? { ...seen, complaint } : await store.look(ref)
    }
    return { complaint: undefined, more: false }
  }
}
