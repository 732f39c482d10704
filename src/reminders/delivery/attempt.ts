import type { Late } from '../../complaints/complaint.ts'
import type { ComplaintStore } from '../../complaints/store.ts'
import type { Log } from '../../log.ts'
import { maxFailedLookUps } from '../../retry-policy.ts'
import type { Calendar } from '../../rules/working-days.ts'
import type { Found, Sent, Slack } from '../../slack/slack.ts'
import type { Instant } from '../../time/beijing.ts'
import type { Claim } from './claim.ts'
import { lookUpCounted } from './delivery-state.ts'
import { namesOf } from './names.ts'
import { lateReminder } from './overdue.ts'
import { wordsOf } from './texts.ts'

/**
 * What became of a try, and what it told because it came late. `earlier`: one before it is still to be looked for. `shown`: how
 * much of the history it is known to show, if that is not all.
 */
export type Tried = Sent & { late?: Late | undefined; earlier?: boolean; shown?: number }

type Parts = {
  store: ComplaintStore
  calendar: Calendar
  slackOf: (team: string) => Slack
  now: () => Instant
  log: Log
  count: (what: Found['kind'] | 'doubled', of: string) => void
}

/** Posts a message, unless an earlier try of it is found. */
export async function attempt(
  { store, calendar, slackOf, now, log, count }: Parts,
  { complaint, settings, post, since, lookUps }: Claim,
): Promise<Tried> {
  const { team, channel, id, outbox } = complaint
  const slack = slackOf(team)
  const thread = post.kind === 'card' ? undefined : outbox.card?.ts
  const key = `${id}:${post.key}`
  const lateAt = (at: Instant) =>
    post.kind === 'reminder' ? lateReminder(complaint, { calendar, settings }, post, at) : undefined
  let earlier = false
  if (lookUps !== undefined) {
    const found = await slack.find({ channel, thread, key, since })
    count(found.kind, post.kind)
    // What it told is what there was to tell at the first try.
    if (found.kind === 'found') return { kind: 'sent', ts: found.ts, late: lateAt(since), shown: 0 }
    if (found.kind === 'later') {
      const patient = lookUps < maxFailedLookUps
      await store.change({ team, channel, id }, fresh =>
        lookUpCounted(fresh, post.key, patient ? lookUps + 1 : 0),
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
  const broadcast = post.kind === 'reminder' && post.reminder.loud
  const { history } = complaint
  const names = await namesOf(slack, post.kind === 'history' ? history.slice(post.from, post.to) : [])
  const late = lateAt(now())
  const words = wordsOf(complaint, post, { calendar, settings, now: now(), names, late })
  return { ...(await slack.post({ channel, key, thread, broadcast, ...words })), late, earlier }
}
