import { type Fields, known } from './fields.ts'
import type { Channel, Message, Team, User, Workspace } from './workspace.ts'

/** The legacy verification token that every payload still carries. */
export const verificationToken = 'local-verification-token'

/** A slash command's form fields. */
export function commandPayload(
  workspace: Workspace,
  from: {
    team: Team
    user: User
    channel: Channel
    command: string
    text: string
    responseUrl: string
    triggerId: string
  },
): Fields {
  return {
    token: verificationToken,
    team_id: from.team.id,
    team_domain: from.team.domain,
    channel_id: from.channel.id,
    channel_name: channelLabel(from.channel),
    user_id: from.user.id,
    user_name: from.user.name,
    command: from.command,
    text: from.text,
    api_app_id: workspace.appId,
    is_enterprise_install: 'false',
    response_url: from.responseUrl,
    trigger_id: from.triggerId,
  }
}

/** The common part of all interaction payloads. */
export function interactionPayload(workspace: Workspace, type: string, team: Team, user: User): Fields {
  return {
    type,
    team: { id: team.id, domain: team.domain },
    user: { id: user.id, username: user.name, name: user.name, team_id: user.team },
    api_app_id: workspace.appId,
    token: verificationToken,
    is_enterprise_install: false,
    enterprise: null,
  }
}

/** A channel inside an interaction payload. */
export function channelPayload(channel: Channel): Fields {
  return { id: channel.id, name: channelLabel(channel) }
}

/** The envelope of an Events API event. `eventId` stays the same through its retries. */
export function eventPayload(
  workspace: Workspace,
  team: Team,
  event: Fields,
  eventId: string,
  shared = false,
): Fields {
  return {
    token: verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: workspace.appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(workspace.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: team.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: shared,
    event_context: `4-${eventId}`,
  }
}

/** The `message` event of a person's message. */
export function messageEvent(workspace: Workspace, channel: Channel, message: Message): Fields {
  const types = { public: 'channel', private: 'group', im: 'im' } as const
  const withFiles = message.files && 'file_share'
  return known({
    type: 'message',
    subtype: message.broadcast ? 'thread_broadcast' : withFiles,
    user: message.user,
    ts: message.ts,
    client_msg_id: `local-${message.ts}`,
    text: message.text,
    team: message.team,
    thread_ts: message.threadTs,
    files: message.files?.map(id => ({ id, name: workspace.files.get(id)?.name })),
    channel: channel.id,
    event_ts: message.ts,
    channel_type: types[channel.kind],
  })
}

function channelLabel(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage'
  return channel.kind === 'private' ? 'privategroup' : channel.name
}
