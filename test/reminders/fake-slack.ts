import type { Found, Outgoing, Sent, Slack } from '../../src/slack/slack.ts'
import type { Instant } from '../../src/time/beijing.ts'

export type Message = {
  ts: string
  channel: string
  thread?: string | undefined
  key?: string | undefined
  text: string
  /** Its blocks, as they were sent. */
  words: string
  broadcast: boolean
  at: Instant
  updates: number
  deleted: boolean
}
type Call = {
  what: 'post' | 'update' | 'find' | 'schedule' | 'unschedule' | 'scheduledAt'
  channel: string
  key: string | undefined
  at: Instant
}
/** How a call goes wrong. `posted`: Slack did what was asked and its answer was lost. */
type Fault =
  | Exclude<Sent, { kind: 'sent' | 'unknown' }>
  | { kind: 'unknown'; posted: boolean }
  | { kind: 'cannot' }
  | { kind: 'later' }

type Scheduled = { id: string; channel: string; postAt: Instant; text: string }

export type FakeSlack = Slack & {
  /** What Slack is to post by itself; it never does. */
  scheduled: Map<string, Scheduled>
  messages: Message[]
  calls: Call[]
  /** Who is in do-not-disturb. */
  away: Set<string>
  /** Decides how a call goes wrong; `undefined`: it does not. */
  fault: (call: Call) => Fault | undefined
  /** Keeps a call waiting until what it gives resolves. */
  hold: (call: Call) => Promise<void> | undefined
  /** Cards that nobody posted here but that stand all the same. */
  stands: (ts: string) => boolean
  /** The keys of what stands in a channel, in order. */
  keysIn(channel: string): (string | undefined)[]
  delete(key: string): void
}

/** A Slack in memory that takes nothing that Slack would not: no reply without a thread, no update of what is not there. */
export function createFakeSlack(now: () => Instant): FakeSlack {
  const messages: Message[] = []
  const calls: Call[] = []
  let ids = 0
  const standing = (channel: string) => messages.filter(each => each.channel === channel && !each.deleted)

  async function asked(what: Call['what'], channel: string, key: string | undefined) {
    const call = { what, channel, key, at: now() }
    calls.push(call)
    await slack.hold(call)
    return slack.fault(call)
  }

  async function done(asking: Promise<Fault | undefined>, work: () => Sent): Promise<Sent> {
    const fault = await asking
    if (!fault) return work()
    if (fault.kind === 'cannot' || fault.kind === 'later')
      throw new Error('only a look-up cannot be answered')
    if (fault.kind !== 'unknown') return fault
    if (fault.posted) work()
    return { kind: 'unknown', error: 'ECONNRESET' }
  }

  function add({ channel, thread, key, text, broadcast, blocks }: Outgoing): Sent {
    if (blocks.length > 50 || !text) throw new Error('not a message')
    if (broadcast && !thread) throw new Error('only a reply can be broadcast')
    if (thread && !slack.stands(thread) && !standing(channel).some(({ ts }) => ts === thread))
      return { kind: 'refused', error: 'thread_not_found' }
    const ts = `${(now() / 1000).toFixed(3)}${String(messages.length).padStart(3, '0')}`
    const message = {
      ts,
      channel,
      thread,
      key,
      text,
      words: JSON.stringify(blocks),
      broadcast: broadcast === true,
      at: now(),
      updates: 0,
      deleted: false,
    }
    messages.push(message)
    return { kind: 'sent', ts }
  }

  const slack: FakeSlack = {
    messages,
    calls,
    scheduled: new Map(),
    away: new Set(),
    fault: () => undefined,
    hold: () => undefined,
    stands: () => false,
    keysIn: channel => standing(channel).map(({ key }) => key),
    delete(key) {
      for (const message of messages) if (message.key === key) message.deleted = true
    },
    post: message => done(asked('post', message.channel, message.key), () => add(message)),
    update: ({ channel, ts, text, blocks, key }) =>
      done(asked('update', channel, key), () => {
        const message = standing(channel).find(each => each.ts === ts)
        if (!message && slack.stands(ts)) return { kind: 'sent', ts }
        if (!message) return { kind: 'refused', error: 'message_not_found' }
        message.text = text
        message.words = JSON.stringify(blocks)
        if (message.key !== key) throw new Error('an update takes its identity from a message')
        message.updates++
        return { kind: 'sent', ts }
      }),
    async find({ channel, thread, key, since }): Promise<Found> {
      const fault = await asked('find', channel, key)
      if (fault) return { kind: fault.kind === 'later' ? 'later' : 'cannot', error: 'no answer' }
      const seen = standing(channel).filter(each => each.at >= since - 60_000)
      const found = seen.find(each => each.key === key && each.thread === thread)
      return found ? { kind: 'found', ts: found.ts } : { kind: 'absent' }
    },
    schedule: message =>
      done(asked('schedule', message.channel, message.text), () => {
        const id = `Q${++ids}`
        slack.scheduled.set(id, { ...message, id })
        return { kind: 'sent', ts: id }
      }),
    unschedule: ({ channel, id }) =>
      done(asked('unschedule', channel, id), () =>
        slack.scheduled.delete(id)
          ? { kind: 'sent', ts: id }
          : { kind: 'refused', error: 'invalid_scheduled_message_id' },
      ),
    async scheduledAt({ channel, postAt }) {
      const fault = await asked('scheduledAt', channel, undefined)
      if (fault) return { kind: 'unknown', error: 'no answer' }
      const all = [...slack.scheduled.values()]
      const messages = all.filter(each => each.channel === channel && each.postAt === postAt)
      return { kind: 'listed', messages }
    },
    identity: async () => ({ team: 'T1', user: 'U0APP', scopes: [] }),
    openView: async () => {},
    publishHome: async () => {},
    postEphemeral: async () => {},
    person: async user => ({
      name: user,
      locale: 'zh-CN',
      team: 'T1',
      outsider: false,
      gone: false,
      bot: false,
      admin: false,
    }),
    isAway: async user => slack.away.has(user),
    room: async () => ({ kind: 'joined' }),
    join: async () => {},
    members: async () => new Set(),
    channelsOf: async () => [],
    owner: async () => 'U0OWNER',
  }
  return slack
}
