import type { Slack } from './slack.ts'

/**
 * A workspace's Slack whose look-ups fail as soon as `attemptEnded` rejects. What was asked goes on behind it and is remembered for the
 * next request. Calls that do something are left to end by themselves, so that their outcome is known.
 */
export function withDeadline(slack: Slack, ended: Promise<never>): Slack {
  const race = <T>(answer: Promise<T>): Promise<T> => Promise.race([answer, ended])
  return {
    ...slack,
    person: user => race(slack.person(user)),
    room: channel => race(slack.room(channel)),
    members: (channel, enough) => race(slack.members(channel, enough)),
    channelsOf: user => race(slack.channelsOf(user)),
  }
}
