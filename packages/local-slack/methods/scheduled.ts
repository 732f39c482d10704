import type { Call } from '../call.ts'
import { visibleChannel } from '../channels.ts'
import { contentOf } from '../content.ts'
import { type Fields, numberOf, textOf } from '../fields.ts'
import { limits } from '../limits.ts'
import { pageOf } from '../page-of.ts'
import { refuse } from '../refusal.ts'
import type { ScheduledMessage, Workspace } from '../workspace.ts'
import { postAsApp, writableChannel } from './chat.ts'

export const maxAheadSeconds = 120 * 86_400
/** A later deletion has no effect. */
const minDeleteAheadSeconds = 5 * 60
/** The most messages scheduled for one channel within that many seconds. */
export const scheduledLimit = { max: 30, withinSeconds: 5 * 60 }

export function chatScheduleMessage(call: Call): Fields {
  const { workspace, team, args } = call
  const channel = writableChannel(call)
  const { text } = contentOf(workspace, args, limits.messageText)
  const postAt = numberOf(args, 'post_at')
  const nowSeconds = Math.floor(workspace.now() / 1000)
  if (postAt === undefined) return refuse('invalid_time')
  if (postAt <= nowSeconds) return refuse('time_in_past')
  if (postAt > nowSeconds + maxAheadSeconds) return refuse('time_too_far')
  if (isCrowded(workspace, channel.id, postAt)) return refuse('restricted_too_many')
  const scheduled = {
    id: workspace.nextId('Q'),
    team: team.id,
    channel: channel.id,
    postAt,
    created: nowSeconds,
    args,
  }
  workspace.scheduled.set(scheduled.id, scheduled)
  const message = { text, type: 'delayed_message', subtype: 'bot_message', bot_id: team.botId }
  return { channel: channel.id, scheduled_message_id: scheduled.id, post_at: postAt, message }
}

/** True when some window of five minutes around that time is full. */
function isCrowded({ scheduled }: Workspace, channel: string, postAt: number): boolean {
  const { max, withinSeconds } = scheduledLimit
  const near = [...scheduled.values()]
    .filter(one => one.channel === channel && Math.abs(one.postAt - postAt) < withinSeconds)
    .map(one => one.postAt)
  const starts = [...near, postAt].filter(from => from <= postAt)
  return starts.some(from => near.filter(at => at >= from && at < from + withinSeconds).length >= max)
}

/** Answers ok even within five minutes of the time, and the message is posted anyway, as in Slack. */
export function chatDeleteScheduledMessage({ workspace, team, args }: Call): Fields {
  const channel = visibleChannel(workspace, team, textOf(args, 'channel'))
  const scheduled = workspace.scheduled.get(textOf(args, 'scheduled_message_id') ?? '')
  const known =
    scheduled?.team === team.id && scheduled.channel === channel.id && scheduled.deletedTooLate !== true
  if (scheduled === undefined || !known) return refuse('invalid_scheduled_message_id')
  if (scheduled.postAt - workspace.now() / 1000 <= minDeleteAheadSeconds) scheduled.deletedTooLate = true
  else workspace.scheduled.delete(scheduled.id)
  return {}
}

export function chatScheduledMessagesList(call: Call): Fields {
  const { workspace, team, args } = call
  const channel = textOf(args, 'channel')
  if (channel !== undefined && !workspace.channels.has(channel)) return refuse('invalid_channel')
  const oldest = numberOf(args, 'oldest') ?? 0
  const latest = numberOf(args, 'latest') ?? Number.POSITIVE_INFINITY
  const waiting = [...workspace.scheduled.values()].filter(
    one =>
      one.team === team.id &&
      one.deletedTooLate !== true &&
      (channel === undefined || one.channel === channel) &&
      one.postAt >= oldest &&
      one.postAt <= latest,
  )
  const { page, more } = pageOf(waiting, call, 100)
  const scheduled_messages = page.map(one => ({
    id: one.id,
    channel_id: one.channel,
    post_at: one.postAt,
    date_created: one.created,
    text: textOf(one.args, 'text') ?? '',
  }))
  return { scheduled_messages, ...more }
}

/** Posts the scheduled messages that are due. One with metadata is silently dropped, as in Slack. */
export function postScheduled(workspace: Workspace): void {
  const due = [...workspace.scheduled.values()].filter(one => one.postAt * 1000 <= workspace.now())
  for (const one of due.toSorted((a, b) => a.postAt - b.postAt)) {
    workspace.scheduled.delete(one.id)
    postOne(workspace, one)
  }
}

function postOne(workspace: Workspace, one: ScheduledMessage): void {
  const team = workspace.teams.get(one.team)
  const channel = workspace.channels.get(one.channel)
  if (team === undefined || channel === undefined || channel.archived || one.args.metadata !== undefined)
    return
  if (!channel.members.has(team.botUserId)) return
  postAsApp(workspace, team, channel, one.args)
}
