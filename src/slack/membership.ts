import { failureOf } from './failure.ts'
import type { Slack } from './slack.ts'

type Place = { channel: string; user: string }

/**
 * True if a person is in a channel; a cached list that has them is enough. False for everyone where Slack
 * refuses to list the members. Rejects where Slack does not answer.
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
 * True if a person may move a complaint out of a channel: its members may. The complaint's owner, who gets
 * its reminders in direct messages anyway, may also move it out of a lost channel.
 */
export const mayLeave = async (
  slack: Slack,
  { owner, ...place }: Place & { owner: string },
): Promise<boolean> =>
  (await isMember(slack, place).catch(() => false)) ||
  (place.user === owner && (await isLost(slack, place.channel)))

/** True if Slack says for certain that the app cannot reach the channel any more. */
export async function isLost(slack: Slack, channel: string): Promise<boolean> {
  const room = await slack.room(channel).catch(() => undefined)
  return room?.kind === 'hidden'
}
