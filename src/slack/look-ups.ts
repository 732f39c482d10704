import { WebAPIPlatformError, type WebClient } from '@slack/web-api'
import type { Instant } from '../time/beijing.ts'
import type { Person, Room } from './slack.ts'

export async function personOf(client: WebClient, user: string): Promise<Person> {
  const { user: found } = await client.users.info({ user, include_locale: true })
  return {
    name: found?.profile?.display_name || found?.real_name || found?.name || '',
    locale: found?.locale ?? '',
    team: found?.team_id ?? '',
    outsider: found?.is_stranger === true,
    gone: found?.deleted === true,
    // Slack's own bot is none by its flag.
    bot: found?.is_bot === true || user === 'USLACKBOT',
    admin: found?.is_admin === true || found?.is_owner === true,
  }
}

/** Whether a person is in do-not-disturb, as Slack lets others know. */
export async function isAway(client: WebClient, user: string, now: Instant): Promise<boolean> {
  const { dnd_enabled, next_dnd_start_ts = 0, next_dnd_end_ts = 0 } = await client.dnd.info({ user })
  const at = now / 1000
  return dnd_enabled === true && next_dnd_start_ts <= at && at < next_dnd_end_ts
}

/** What the app is to a channel. Slack says the same of a channel that is not there and of a private one without the app. */
export async function roomOf(client: WebClient, channel: string): Promise<Room> {
  try {
    const { channel: found } = await client.conversations.info({ channel })
    if (found?.is_archived) return { kind: 'archived' }
    if (found?.is_member || found?.is_im) return { kind: 'joined' }
    return { kind: found?.is_private ? 'hidden' : 'joinable' }
  } catch (error) {
    if (error instanceof WebAPIPlatformError && error.data.error === 'channel_not_found')
      return { kind: 'hidden' }
    throw error
  }
}

export async function membersOf(client: WebClient, channel: string): Promise<Set<string>> {
  const members = new Set<string>()
  for (let cursor: string | undefined; ; ) {
    const page = await client.conversations.members({ channel, limit: 1000, ...(cursor && { cursor }) })
    for (const member of page.members ?? []) members.add(member)
    cursor = page.response_metadata?.next_cursor
    if (!cursor) return members
  }
}

export async function channelsOf(client: WebClient, user: string): Promise<string[]> {
  const channels: string[] = []
  for (let cursor: string | undefined; ; ) {
    const types = 'public_channel,private_channel'
    const page = await client.users.conversations({ user, types, limit: 200, ...(cursor && { cursor }) })
    channels.push(...(page.channels ?? []).flatMap(({ id }) => id ?? []))
    cursor = page.response_metadata?.next_cursor
    if (!cursor) return channels
  }
}

/** The workspace's primary owner, whom Slack lists like anyone else. */
export async function ownerOf(client: WebClient): Promise<string | undefined> {
  for (let cursor: string | undefined; ; ) {
    const page = await client.users.list({ limit: 200, ...(cursor && { cursor }) })
    const owner = page.members?.find(member => member.is_primary_owner)
    if (owner) return owner.id
    cursor = page.response_metadata?.next_cursor
    if (!cursor) return undefined
  }
}
