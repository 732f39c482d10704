import type { Slack } from './slack.ts'

/**
 * A workspace's Slack whose look-ups fail as soon as `deadline` rejects. The calls themselves continue, so
 * that their answers are cached for the next request. Calls that change something are never cut off, so that
 * their outcome is known.
 */
export function withDeadline(slack: Slack, deadline: Promise<never>): Slack {
  const race = <T>(answer: Promise<T>): Promise<T> => Promise.race([answer, deadline])
  return {
    ...slack,
    person: user => race(slack.person(user)),
    room: channel => race(slack.room(channel)),
    members: (channel, enough) => race(slack.members(channel, enough)),
    channelsOf: user => race(slack.channelsOf(user)),
  }
}
