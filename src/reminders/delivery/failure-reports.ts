import type { Channels } from '../../complaints/channels.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Ref } from '../../complaints/store.ts'
import { undeliveredContent } from '../../messages/reminders/undelivered.ts'
import type { Failure } from '../../slack/failure.ts'
import { mayLeave } from '../../slack/membership.ts'
import { dueReminderPosts } from './due-messages.ts'
import { deliveryFailed, failurePartlyReported, failureReported } from './failure-state.ts'
import type { DeliveryParts } from './parts.ts'

export type FailureReportParts = Pick<DeliveryParts, 'store' | 'calendar' | 'slackOf' | 'now' | 'log'> & {
  channels: Channels
  adminUser: string | undefined
}

export type Incident = {
  /** The message; `undefined`: an update of the card. */
  key: string | undefined
  failure: Failure
  /** True if people are to be told about it, and not only the log. */
  tell: boolean
  /** An earlier attempt remains to be looked up. */
  earlierUnknown?: boolean | undefined
}

export type ReportFailure = (ref: Ref, incident: Incident) => Promise<void>

/**
 * Records that Slack does not take a message, and tells the owner, the backup people and the admin (without
 * one, the workspace's owner) in a direct message, once for each reminder.
 */
export function createFailureReports(parts: FailureReportParts): ReportFailure {
  const { store, channels, calendar, now, log } = parts
  return async (ref, { key, failure, tell, earlierUnknown }) => {
    const { kind, error } = failure
    log.warn({ complaint: ref.id, channel: ref.channel, kind, error }, 'Slack did not take a message')
    const after = await store.change(ref, fresh => deliveryFailed(fresh, key, failure, now(), earlierUnknown))
    const trouble = after?.outbox.trouble
    if (!tell || !after || !trouble) return
    // If a reminder waits behind the message, people need to know about that reminder.
    const context = { calendar, settings: await channels.settings(ref.team, ref.channel) }
    const subject = dueReminderPosts(after, context, now()).at(-1)?.key ?? trouble.toldOf ?? key ?? 'card'
    if (trouble.toldOf === subject) return
    const told = trouble.telling?.of === subject ? trouble.telling.people : []
    const { reached, isPending } = await tellPeople(parts, after, error, told)
    if (reached.length === 0)
      log.error({ complaint: ref.id, error }, 'a message cannot be delivered, and nobody could be told')
    const isTold = reached.length > 0 && !isPending
    await store.change(ref, fresh =>
      isTold
        ? failureReported(fresh, subject)
        : failurePartlyReported(fresh, { of: subject, people: reached }),
    )
  }
}

/** Tells everybody not yet `told`. `isPending`: somebody could not be reached for now. */
async function tellPeople(
  { channels, slackOf, adminUser }: FailureReportParts,
  complaint: Complaint,
  error: string,
  told: string[],
): Promise<{ reached: string[]; isPending: boolean }> {
  const { team, channel, owner, ownerCheck } = complaint
  const slack = slackOf(team)
  const { lang, backup } = await channels.settings(team, channel)
  // `null`: Slack could not be asked who owns the workspace.
  const admin = adminUser ?? (await slack.owner().catch(() => null))
  let isPending = admin === null
  const reached = [...told]
  const named = ownerCheck ? [ownerCheck.namedBy] : []
  const people = new Set([owner, ...named, ...backup, ...(admin ? [admin] : [])])
  for (const user of people.difference(new Set(told))) {
    const canMove = await mayLeave(slack, { channel, user, owner })
    const content = undeliveredContent(complaint, { error, canMove }, lang)
    // A message to a person's id is a direct message.
    const sent = await slack.post({ channel: user, ...content })
    if (sent.kind === 'sent') reached.push(user)
    else if (sent.kind !== 'refused') isPending = true
  }
  return { reached, isPending }
}
