import type { Channels } from '../../complaints/channels.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import type { ComplaintStore, Ref } from '../../complaints/store.ts'
import type { Log } from '../../log.ts'
import { undeliveredContent } from '../../messages/reminders/undelivered.ts'
import type { Calendar } from '../../rules/working-days.ts'
import { mayLeave } from '../../slack/membership.ts'
import type { Slack } from '../../slack/slack.ts'
import type { Instant } from '../../time/beijing.ts'
import {
  type DeliveryFailure,
  deliveryFailed,
  failurePartlyReported,
  failureReported,
} from './delivery-state.ts'
import { dueMessages } from './due-messages.ts'

export type FailureReportParts = {
  store: ComplaintStore
  channels: Channels
  calendar: Calendar
  slackOf: (team: string) => Slack
  adminUser: string | undefined
  now: () => Instant
  log: Log
}

/** `respond`: people are to be told of it. `earlier`: an earlier try is still to be looked for. */
type Incident = { key: string | undefined; trouble: DeliveryFailure; tell: boolean; earlier?: boolean }

/**
 * What is done when Slack does not take a complaint's message: it is written down, and the owner, the backup people and the
 * admin (else the workspace's owner) are told directly, each once for each reminder.
 */
export function createFailureReports({
  store,
  channels,
  calendar,
  slackOf,
  adminUser,
  now,
  log,
}: FailureReportParts) {
  /** Tells whoever has not been told. `reached`: who has; `pending`: somebody is to be tried again. */
  async function tellAll(complaint: Complaint, error: string, known: string[]) {
    const { team, channel, owner, ownerCheck } = complaint
    const slack = slackOf(team)
    const { lang, backup } = await channels.settings(team, channel)
    const reached = [...known]
    let pending = false
    const admin =
      adminUser ??
      (await slack.owner().catch(() => {
        pending = true
      }))
    const named = ownerCheck ? [ownerCheck.namedBy] : []
    const people = new Set([owner, ...named, ...backup, ...(admin ? [admin] : [])])
    for (const user of people.difference(new Set(known))) {
      const canMove = await mayLeave(slack, { channel, user, owner })
      // A message to a person's id is a direct message.
      const words = undeliveredContent(complaint, { error, canMove }, lang)
      const sent = await slack.post({ channel: user, ...words })
      if (sent.kind === 'sent') reached.push(user)
      else if (sent.kind !== 'refused') pending = true
    }
    return { reached, pending }
  }

  return async (ref: Ref, { key, trouble, tell, earlier = false }: Incident): Promise<void> => {
    const { kind, error } = trouble
    log.warn({ complaint: ref.id, channel: ref.channel, kind, error }, 'Slack did not take a message')
    const after = await store.change(ref, fresh => deliveryFailed(fresh, key, trouble, now(), earlier))
    const known = after?.outbox.trouble
    if (!tell || !after || !known) return
    // A reminder that waits behind the message is what people have to be told of.
    const context = { calendar, settings: await channels.settings(ref.team, ref.channel) }
    const waiting = dueMessages(after, context, now()).filter(post => post.kind === 'reminder')
    const subject = waiting.at(-1)?.key ?? known.toldOf ?? key ?? 'card'
    if (known.toldOf === subject) return
    const before = known.telling?.of === subject ? known.telling.people : []
    const { reached, pending } = await tellAll(after, error, before)
    if (reached.length === 0)
      log.error({ complaint: ref.id, error }, 'a message cannot be delivered, and nobody could be told')
    const isTold = reached.length > 0 && !pending
    await store.change(ref, fresh =>
      isTold
        ? failureReported(fresh, subject)
        : failurePartlyReported(fresh, { of: subject, people: reached }),
    )
  }
}
