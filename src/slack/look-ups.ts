import { WebAPIPlatformError, type WebClient } from '@slack/web-api'
import type { Instant } from '../time/beijing.ts'
import { pagesOf } from './pages.ts'
import type { Person, Room } from './slack.ts'

export async function personOf(client: WebClient, user: string): Promise<Person> {
  const { user: found } = await client.users.info({ user, include_locale: true })
  return {
    name: found?.profile?.display_name || found?.real_name || found?.name || '',
    locale: found?.locale ?? '',
    team: found?.team_id ?? '',
    outsider: found?.is_stranger === true,
    gone: found?.deleted === true,
    // `is_bot` is false for Slackbot.
    bot: found?.is_bot === true || user === 'USLACKBOT',
    admin: found?.is_admin === true || found?.is_owner === true,
  }
}

/** True if a person is in do-not-disturb, as far as Slack shows it to others. */
export async function isAway(client: WebClient, user: string, now: Instant): Promise<boolean> {
  const { dnd_enabled, next_dnd_start_ts = 0, next_dnd_end_ts = 0 } = await client.dnd.info({ user })
  const at = now / 1000
  return dnd_enabled === true && next_dnd_start_ts <= at && at < next_dnd_end_ts
}

/**
 * The app's standing in a channel. Slack answers the same for an unknown channel and for a private one
 * without the app.
 */
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
  const all = new Set<string>()
  const pages = pagesOf(at => client.conversations.members({ channel, limit: 1000, ...at }))
  for await (const { members = [] } of pages) for (const member of members) all.add(member)
  return all
}

export async function channelsOf(client: WebClient, user: string): Promise<string[]> {
  const all: string[] = []
  const types = 'public_channel,private_channel'
  const pages = pagesOf(at => client.users.conversations({ user, types, limit: 200, ...at }))
  for await (const { channels = [] } of pages) all.push(...channels.flatMap(({ id }) => id ?? []))
  return all
}

/** The workspace's primary owner. */
export async function ownerOf(client: WebClient): Promise<string | undefined> {
  for await (const { members = [] } of pagesOf(at => client.users.list({ limit: 200, ...at }))) {
    const owner = members.find(member => member.is_primary_owner)
    if (owner) return owner.id
  }
  return undefined
}
