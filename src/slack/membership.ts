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
 * directly anyway, also when Slack says for certain that there is no such channel for the app any more.
 */
export async function mayLeave(slack: Slack, place: Place & { owner: string }): Promise<boolean> {
  if (await isMember(slack, place)) return true
  if (place.user !== place.owner) return false
  const room = await slack.room(place.channel).catch(() => undefined)
  return room?.kind === 'hidden'
}
