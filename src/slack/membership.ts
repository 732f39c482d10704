import type { Slack } from './slack.ts'

/** A list of members younger than this, in ms, is not asked for again. */
const justNow = 5_000

type Place = { channel: string; user: string }

/** Whether a person is in a channel; no when Slack does not say. */
export async function isMember(slack: Slack, { channel, user }: Place): Promise<boolean> {
  try {
    if ((await slack.members(channel)).has(user)) return true
    // Whoever has only just come in is not in an older list.
    return (await slack.members(channel, justNow)).has(user)
  } catch {
    return false
  }
}

/**
 * Whether a person may take a complaint out of a channel: its members may, and the complaint's owner, who is told of it
 * directly anyway, also when Slack says for certain that there is no such channel for the app any more.
 */
export async function mayLeave(slack: Slack, place: Place & { owner: string }): Promise<boolean> {
  if (await isMember(slack, place)) return true
  if (place.user !== place.owner) return false
  const room = await slack.room(place.channel).catch(() => undefined)
  return room?.kind === 'hidden'
}
