import type { Workspace } from './workspace.ts'

/** How far each person has read in each conversation. */
export type Reads = {
  /** How many messages of others stand after it; what one person alone sees and replies in threads do not count. */
  unread(user: string, channel: string): number
  /** Reads up to a message, given by its ts; never back again. */
  read(did: { user: string; channel: string; ts: string }): void
}

/** Nobody has read anything at first. */
export function createReads(workspace: Workspace): Reads {
  const marks = new Map<string, string>()
  const markOf = (user: string, channel: string) => marks.get(`${user} ${channel}`) ?? ''
  return {
    unread(user, channel) {
      const mark = markOf(user, channel)
      const messages = workspace.messages.get(channel) ?? []
      return messages.filter(
        one => one.ts > mark && one.user !== user && (one.threadTs === undefined || one.broadcast === true),
      ).length
    },
    read({ user, channel, ts }) {
      if (ts > markOf(user, channel)) marks.set(`${user} ${channel}`, ts)
    },
  }
}
