import type { Slack } from './slack.ts'

/**
 * Asks at once what a request will need to know of its channel, so that its look-ups do not wait for one another. Answers
 * and failures are remembered by `slack`, where the request finds them.
 */
export function askAhead(
  slack: Slack,
  { channel, user }: { channel: string; user: string },
  what: readonly ('room' | 'members')[],
): void {
  const unread = () => {}
  if (what.includes('room')) slack.room(channel).catch(unread)
  if (what.includes('members')) slack.members(channel, known => known.has(user)).catch(unread)
}
