import type { Found, Outgoing, Sent, Slack } from '../../src/slack/slack.ts'
import { DAY, type Instant } from '../../src/time/beijing.ts'

export type Message = {
  ts: string
  channel: string
  thread: string | undefined
  key: string | undefined
  text: string
  blocks: Outgoing['blocks']
  broadcast: boolean
  at: Instant
  updates: number
  deleted: boolean
  /** The blocks as text, to search for words. */
  readonly words: string
}

/**
 * The messages of one workspace. Refuses what Slack would refuse: a reply without its thread, and an update of
 * a message that is not there. `nextNumber` makes each `ts` unique; `isAssumed` is true for threads and cards
 * that count as present without having been posted.
 */
export function createMessages(world: {
  now: () => Instant
  nextNumber: () => number
  isAssumed?: (ts: string) => boolean
}) {
  const { now, nextNumber, isAssumed = () => false } = world
  const byChannel = new Map<string, Map<string, Message>>()

  function messagesIn(channel: string): Map<string, Message> {
    const known = byChannel.get(channel) ?? new Map<string, Message>()
    byChannel.set(channel, known)
    return known
  }

  function standing(channel: string, ts: string): Message | undefined {
    const message = messagesIn(channel).get(ts)
    return message?.deleted ? undefined : message
  }

  return {
    messagesIn,
    standing,

    post({ channel, thread, key, text, broadcast, blocks }: Outgoing): Sent {
      if (blocks.length > 50 || !text) throw new Error('not a message')
      if (broadcast && !thread) throw new Error('only a reply can be broadcast')
      if (thread && !isAssumed(thread) && !standing(channel, thread))
        return { kind: 'refused', error: 'thread_not_found' }
      const ts = `${(now() / 1000).toFixed(3)}${String(nextNumber() % 1000).padStart(3, '0')}`
      messagesIn(channel).set(ts, {
        ...{ ts, channel, thread, key, text, blocks, broadcast: broadcast === true },
        ...{ at: now(), updates: 0, deleted: false },
        get words() {
          return JSON.stringify(this.blocks)
        },
      })
      return { kind: 'sent', ts }
    },

    update({ channel, ts, text, blocks, key }: Outgoing & { ts: string }): Sent {
      const message = standing(channel, ts)
      if (!message)
        return isAssumed(ts) ? { kind: 'sent', ts } : { kind: 'refused', error: 'message_not_found' }
      if (message.key !== key) throw new Error('an update takes its identity from a message')
      Object.assign(message, { text, blocks, updates: message.updates + 1 })
      return { kind: 'sent', ts }
    },

    /** Reads a thread as a whole, a channel from a week before `since`. */
    find({ channel, thread, key, since }: Parameters<Slack['find']>[0]): Found {
      const oldest = thread ? Number.NEGATIVE_INFINITY : since - 7 * DAY
      const found = messagesIn(channel)
        .values()
        .find(each => each.key === key && each.thread === thread && !each.deleted && each.at >= oldest)
      return found ? { kind: 'found', ts: found.ts } : { kind: 'absent' }
    },
  }
}
