import { failureOf } from './failure.ts'
import type { Slack } from './slack.ts'

type Place = { channel: string; user: string }

/**
 * Membership of a person in a channel, of which an older list serves if they are on it. Nobody is in a channel whose members
 * Slack refuses to tell the app. Rejects where Slack does not answer.
 */
export async function isMember(slack: Slack, { channel, user }: Place): Promise<boolean> {
  try {
    return (await slack.members(channel, known => known.has(user))).has(user)
  } catch (error) {
    if (failureOf(error).kind === 'refused') return false
    throw error
  }
}

/**
 * Whether a person may take a complaint out of a channel: its members may, and the complaint's owner, who is told of it
 * directly anyway, also out of a channel that is lost.
 */
export const mayLeave = async (
  slack: Slack,
  { owner, ...place }: Place & { owner: string },
): Promise<boolean> =>
  (await isMember(slack, place).catch(() => false)) ||
  (place.user === owner && (await isLost(slack, place.channel)))

/** Whether Slack says for certain that there is no such channel for the app any more. */
export async function isLost(slack: Slack, channel: string): Promise<boolean> {
  const room = await slack.room(channel).catch(() => undefined)
  return room?.kind === 'hidden'
}
