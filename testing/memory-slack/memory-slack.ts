import type { Scheduling, Sent, Slack } from '../../src/slack/slack.ts'
import type { Instant } from '../../src/time/beijing.ts'
import { createMessages, type Message } from './messages.ts'
import { quietWorkspace } from './quiet-workspace.ts'

export type Call = {
  what: 'post' | 'update' | 'find' | 'schedule' | 'unschedule' | 'scheduledAt'
  channel: string
  key: string | undefined
  at: Instant
}
/** The failure of a call. `posted`: Slack did what was asked and its answer was lost. */
export type Fault =
  | Exclude<Sent, { kind: 'sent' | 'unknown' }>
  | { kind: 'unknown'; posted: boolean }
  | { kind: 'cannot' }
  | { kind: 'later' }

export type MemorySlack = Slack & {
  /** The messages scheduled at Slack; this Slack never posts them. */
  scheduled: Map<string, Scheduling & { id: string }>
  messages: Message[]
  calls: Call[]
  /** Users in do-not-disturb. */
  away: Set<string>
  /** Makes a call fail; `undefined` lets it succeed. */
  fault: (call: Call) => Fault | undefined
  /** Keeps a call waiting until the promise resolves. */
  hold: (call: Call) => Promise<void> | undefined
  /** True for cards that were not posted here but count as present. */
  isAssumed: (ts: string) => boolean
  /** The keys of the messages present in a channel, in order. */
  keysIn(channel: string): (string | undefined)[]
  delete(key: string): void
}

/** A Slack in memory that does what it is asked, unless `fault` or `hold` says otherwise. */
export function createMemorySlack(now: () => Instant): MemorySlack {
  const calls: Call[] = []
  const all: Message[] = []
  let numbers = 0
  const book = createMessages({ now, nextNumber: () => numbers++, isAssumed: ts => slack.isAssumed(ts) })

  const faultOf: FaultOf = async (what, channel, key) => {
    const call = { what, channel, key, at: now() }
    calls.push(call)
    await slack.hold(call)
    return slack.fault(call)
  }

  function post(message: Parameters<Slack['post']>[0]): Sent {
    const sent = book.post(message)
    const posted = sent.kind === 'sent' && book.standing(message.channel, sent.ts)
    if (posted) all.push(posted)
    return sent
  }

  const slack: MemorySlack = {
    ...quietWorkspace('T1'),
    ...createSchedule(faultOf),
    messages: all,
    calls,
    away: new Set(),
    fault: () => undefined,
    hold: () => undefined,
    isAssumed: () => false,
    keysIn: channel =>
      [...book.messagesIn(channel).values()].flatMap(each => (each.deleted ? [] : [each.key])),
    delete(key) {
      for (const message of all) if (message.key === key) message.deleted = true
    },
    post: message => answer(faultOf('post', message.channel, message.key), () => post(message)),
    update: message => answer(faultOf('update', message.channel, message.key), () => book.update(message)),
    async find(where) {
      const fault = await faultOf('find', where.channel, where.key)
      if (fault) return { kind: fault.kind === 'later' ? 'later' : 'cannot', error: 'no answer' }
      return book.find(where)
    },
    isAway: async user => slack.away.has(user),
  }
  return slack
}

type FaultOf = (what: Call['what'], channel: string, key: string | undefined) => Promise<Fault | undefined>

async function answer(asked: Promise<Fault | undefined>, work: () => Sent): Promise<Sent> {
  const fault = await asked
  if (!fault) return work()
  if (fault.kind === 'cannot' || fault.kind === 'later') throw new Error('only a look-up cannot be answered')
  if (fault.kind !== 'unknown') return fault
  if (fault.posted) work()
  return { kind: 'unknown', error: 'ECONNRESET' }
}

function createSchedule(
  faultOf: FaultOf,
): Pick<MemorySlack, 'scheduled' | 'schedule' | 'unschedule' | 'scheduledAt'> {
  const scheduled: MemorySlack['scheduled'] = new Map()
  let ids = 0
  return {
    scheduled,
    schedule: message =>
      answer(faultOf('schedule', message.channel, message.text), () => {
        const id = `Q${++ids}`
        scheduled.set(id, { ...message, id })
        return { kind: 'sent', ts: id }
      }),
    unschedule: ({ channel, id }) =>
      answer(faultOf('unschedule', channel, id), () =>
        scheduled.delete(id)
          ? { kind: 'sent', ts: id }
          : { kind: 'refused', error: 'invalid_scheduled_message_id' },
      ),
    async scheduledAt({ channel, postAt }) {
      const fault = await faultOf('scheduledAt', channel, undefined)
      if (fault) return { kind: 'unknown', error: 'no answer' }
      const messages = [...scheduled.values()].filter(
        each => each.channel === channel && each.postAt === postAt,
      )
      return { kind: 'listed', messages }
    },
  }
}
