import { z } from 'zod'
import { type CallEntry, createCallReader, type LoggedCall } from './call-log.ts'
import type { Fault } from './faults.ts'
import { fieldsOf, listOf, textOf } from './fields.ts'
import { lookUp } from './lookup.ts'
import type { LocalSlack } from './server.ts'
import type { Parcel, Transport } from './transport.ts'
import type { Workspace } from './workspace.ts'

/** Slack's faulty answers to the app's messages: a rate limit, a server error, or posted without an answer. */
const answers = ['429', '500', 'lost'] as const
type Answer = (typeof answers)[number]

const faults: Record<Answer, Fault> = {
  '429': { before: 429, retryAfter: 30 },
  '500': { before: 500 },
  lost: { after: 'drop' },
}

/** The faults that a person can switch on. `times`: for that many messages, else until it is switched off. */
const switched = z.discriminatedUnion('set', [
  z.strictObject({
    set: z.enum(['archived', 'removed']),
    channel: z.string(),
    user: z.string(),
    on: z.boolean(),
  }),
  z.strictObject({
    set: z.literal('answer'),
    to: z.enum(answers).nullable(),
    times: z.number().int().positive().optional(),
  }),
  z.strictObject({ set: z.literal('twice'), on: z.boolean() }),
  z.strictObject({ set: z.literal('stopped'), on: z.boolean() }),
  z.strictObject({ set: z.literal('restarted') }),
])
type Switched = z.infer<typeof switched>

/** A line of the log that is shown next to the switches. */
export type FaultLogEntry =
  | ({ kind: 'call' } & CallEntry)
  | { kind: 'twice'; at: number; what: string }
  | { kind: 'stopped' | 'started'; at: number }

/** Stops and starts the app. */
export type Power = { running(): boolean; stop(): Promise<void>; start(): Promise<void> }

const maxLines = 60

type Switches = {
  answering: { to: Answer; left: number | undefined } | undefined
  twice: boolean
  /** Channels that were archived or left from the panel, as `archived C1` or `removed C1`. */
  closed: Set<string>
}

type PanelParts = Pick<LocalSlack, 'workspace' | 'deliver'> & {
  switches: Switches
  log: FaultLog
  power: Power
  now: () => number
}

/**
 * Faults that a person can switch on, and a log of what the app does about them. `options` are for
 * `startLocalSlack`, `panel` returns an extra of the page.
 */
export function createFaultPanel(now: () => number) {
  const log = createFaultLog()
  const switches: Switches = { answering: undefined, twice: false, closed: new Set() }
  const noteTwice = (parcel: Parcel) => log.note({ kind: 'twice', at: now(), what: describeParcel(parcel) })
  return {
    options: {
      faults: (method: string) => faultOf(switches, method),
      called: callLogger(log),
      around: (transport: Transport) => sendingTwice(transport, () => switches.twice, noteTwice),
    },
    panel(slack: Pick<LocalSlack, 'workspace' | 'deliver'>, power: Power) {
      const parts = { workspace: slack.workspace, deliver: slack.deliver, switches, log, power, now }
      return {
        shown: () => shownPanel(parts),
        async act(asked: unknown) {
          await flip(parts, switched.parse(asked))
          log.tell()
        },
      }
    },
    /** Calls back at each new line and each switch. */
    subscribe: log.subscribe,
    /** Empties the log. */
    forget: log.forget,
  }
}

type FaultLog = ReturnType<typeof createFaultLog>

function createFaultLog() {
  const listeners = new Set<() => void>()
  const lines: FaultLogEntry[] = []
  const tell = () => {
    for (const listener of listeners) listener()
  }
  return {
    lines,
    tell,
    note(entry: FaultLogEntry) {
      lines.push(entry)
      lines.splice(0, lines.length - maxLines)
      tell()
    },
    forget: () => lines.splice(0),
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Logs each call except the check of the token that the app makes every minute and that went well. */
function callLogger(log: FaultLog) {
  const readCall = createCallReader()
  return (call: LoggedCall) => {
    const entry = readCall(call)
    if (entry.method !== 'auth.test' || entry.came !== 'ok') log.note({ kind: 'call', ...entry })
  }
}

/** The fault of one call, counted down. */
function faultOf(switches: Switches, method: string): Fault | undefined {
  const { answering } = switches
  if (method !== 'chat.postMessage' || !answering) return undefined
  if (answering.left !== undefined) answering.left--
  if (answering.left === 0) switches.answering = undefined
  return faults[answering.to]
}

function sendingTwice(transport: Transport, isOn: () => boolean, note: (parcel: Parcel) => void): Transport {
  return parcel => {
    const send = transport(parcel)
    return async () => {
      const answer = await send()
      if (isOn()) {
        await send()
        note(parcel)
      }
      return answer
    }
  }
}

async function flip(parts: PanelParts, did: Switched): Promise<void> {
  const { workspace, deliver, switches } = parts
  if ('channel' in did) switches.closed[did.on ? 'add' : 'delete'](`${did.set} ${did.channel}`)
  switch (did.set) {
    case 'archived':
      await deliver.archive({ ...did, undo: !did.on })
      break
    case 'removed': {
      const move = did.on ? deliver.leave : deliver.join
      await move({ channel: did.channel, user: botOf(workspace, did.channel), inviter: did.user })
      break
    }
    case 'answer':
      switches.answering = did.to === null ? undefined : { to: did.to, left: did.times }
      break
    case 'twice':
      switches.twice = did.on
      break
    case 'stopped':
      await turn(parts, !did.on)
      break
    case 'restarted':
      await turn(parts, false)
      await turn(parts, true)
  }
}

async function turn({ power, log, now }: PanelParts, on: boolean): Promise<void> {
  if (on === power.running()) return
  await (on ? power.start() : power.stop())
  log.note({ kind: on ? 'started' : 'stopped', at: now() })
}

function shownPanel({ workspace, switches, power, log }: PanelParts) {
  const { answering, twice, closed } = switches
  const channels = [...workspace.channels.values()]
  const archived = channels.filter(one => one.archived).map(one => one.id)
  const removed = channels.filter(one => !one.members.has(botOf(workspace, one.id))).map(one => one.id)
  const stopped = !power.running()
  // The app may have come back on its own, or someone else may have invited it.
  const stillClosed = [...archived.map(id => `archived ${id}`), ...removed.map(id => `removed ${id}`)]
  const on =
    [answering, twice, stopped].filter(Boolean).length + stillClosed.filter(one => closed.has(one)).length
  return { on, answering, twice, stopped, archived, removed, log: log.lines.toReversed() }
}

function botOf(workspace: Workspace, channelId: string): string {
  const channel = lookUp(workspace.channels, channelId, 'channel')
  return lookUp(workspace.teams, channel.team, 'team').botUserId
}

/** A command as typed, the action ids of a press, a form's callback id, an event's type. */
function describeParcel({ kind, payload }: Parcel): string {
  if (kind === 'slash_commands')
    return `${textOf(payload, 'command')} ${textOf(payload, 'text') ?? ''}`.trim()
  if (kind === 'events_api') return textOf(fieldsOf(payload, 'event') ?? {}, 'type') ?? kind
  const actions = listOf(payload, 'actions').map(action => textOf(action, 'action_id'))
  return actions.join(', ') || textOf(fieldsOf(payload, 'view') ?? {}, 'callback_id') || kind
}
