import type { Slack } from './slack.ts'

type Place = { channel: string; user: string }

/** Whether a person is in a channel; no when Slack does not say. Whoever has only just come in is not in an older list. */
export const isMember = async (slack: Slack, { channel, user }: Place): Promise<boolean> =>
  (await membersOf(slack, channel, known => known.has(user))).has(user)

/** Who is in a channel, nobody when Slack does not say; a list that is remembered serves if it is `enough`. */
export const membersOf = (
  slack: Slack,
  channel: string,
  enough: (known: Set<string>) => boolean,
): Promise<Set<string>> => slack.members(channel, enough).catch(() => new Set())

/**
 * Whether a person may take a complaint out of a channel: its members may, and the complaint's owner, who is told of it
 * directly anyway, also out of a channel that is lost.
 */
export const mayLeave = async (
  slack: Slack,
  { owner, ...place }: Place & { owner: string },
): Promise<boolean> =>
  (await isMember(slack, place)) || (place.user === owner && (await isLost(slack, place.channel)))

/** Whether Slack says for certain that there is no such channel for the app any more. */
export async function isLost(slack: Slack, channel: string): Promise<boolean> {
  const room = await slack.room(channel).catch(() => undefined)
  return room?.kind === 'hidden'
}
