import type { Workspace } from './workspace.ts'

/** The last message that each person has read in each conversation. */
export type Reads = {
  /** The number of later messages by others; ephemeral messages and replies in threads do not count. */
  unread(user: string, channel: string): number
  /** Marks everything up to a message as read; an earlier one changes nothing. */
  read(did: { user: string; channel: string; ts: string }): void
}

export function createReads(workspace: Workspace): Reads {
  const marks = new Map<string, string>()
  const lastReadBy = (user: string, channel: string) => marks.get(`${user} ${channel}`) ?? ''
  return {
    unread(user, channel) {
      const lastRead = lastReadBy(user, channel)
      const messages = workspace.messages.get(channel) ?? []
      return messages.filter(
        one =>
          one.ts > lastRead && one.user !== user && (one.threadTs === undefined || one.broadcast === true),
      ).length
    },
    read({ user, channel, ts }) {
      if (ts > lastReadBy(user, channel)) marks.set(`${user} ${channel}`, ts)
    },
  }
}
