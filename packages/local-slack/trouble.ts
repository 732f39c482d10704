import { z } from 'zod'
import { type CallEntry, createCallReader, type LoggedCall } from './call-log.ts'
import { fieldsOf, listOf, textOf } from './fields.ts'
import { found } from './happenings.ts'
import type { Fault, LocalSlack } from './server.ts'
import type { Parcel, Transport } from './transport.ts'

/** How Slack answers what the app posts: too many, an error of its own, or it posts and the answer is lost. */
const answers = ['429', '500', 'lost'] as const
type Answer = (typeof answers)[number]

const faults: Record<Answer, Fault> = {
  '429': { before: 429, retryAfter: 30 },
  '500': { before: 500 },
  lost: { after: 'drop' },
}

/** What a person can make go wrong. `times`: for so many messages, else until it is switched off. */
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

/** A line of the log beside the switches. */
export type TroubleEntry =
  | ({ kind: 'call' } & CallEntry)
  | { kind: 'twice'; at: number; what: string }
  | { kind: 'stopped' | 'started'; at: number }

/** The app's process, as far as it can be switched off and on. */
export type Power = { running(): boolean; stop(): Promise<void>; start(): Promise<void> }

/** Lines that are kept. */
const max = 60

/**
 * What can be made to go wrong, and a log of what the app does about it. `options` are for `startLocalSlack`, `panel` gives
 * an extra of the page.
 */
export function createTrouble(now: () => number) {
  const listeners = new Set<() => void>()
  const log: TroubleEntry[] = []
  const readCall = createCallReader()
  let answering: { to: Answer; left: number | undefined } | undefined
  let twice = false
  /** Channels that were closed to the app from here. */
  const closed = new Set<string>()

  function note(entry: TroubleEntry) {
    log.push(entry)
    log.splice(0, log.length - max)
    for (const listener of listeners) listener()
  }

  function faultOf(method: string): Fault | undefined {
    if (method !== 'chat.postMessage' || !answering) return undefined
    const fault = faults[answering.to]
    if (answering.left !== undefined) answering.left--
    if (answering.left === 0) answering = undefined
    return fault
  }

  function called(call: LoggedCall) {
    const entry = readCall(call)
    // Asked every minute; worth a line only when it goes wrong.
    if (entry.method !== 'auth.test' || entry.came !== 'ok') note({ kind: 'call', ...entry })
  }

  const around =
    (transport: Transport): Transport =>
    parcel => {
      const send = transport(parcel)
      return async () => {
        const answer = await send()
        if (twice) {
          await send()
          note({ kind: 'twice', at: now(), what: whatIs(parcel) })
        }
        return answer
      }
    }

  function panel({ workspace, deliver }: Pick<LocalSlack, 'workspace' | 'deliver'>, power: Power) {
    async function turn(on: boolean) {
      if (on === power.running()) return
      await (on ? power.start() : power.stop())
      note({ kind: on ? 'started' : 'stopped', at: now() })
    }

    function botOf(channelId: string): string {
      const channel = found(workspace.channels, channelId, 'channel')
      return found(workspace.teams, channel.team, 'team').botUserId
    }

    function shown() {
      const channels = [...workspace.channels.values()]
      const archived = channels.filter(one => one.archived).map(one => one.id)
      const removed = channels.filter(one => !one.members.has(botOf(one.id))).map(one => one.id)
      // The app may have come back by itself, or been let in by somebody else.
      const still = [...archived.map(id => `archived ${id}`), ...removed.map(id => `removed ${id}`)]
      const stopped = !power.running()
      const on = [answering, twice, stopped].filter(Boolean).length
      return {
        on: on + still.filter(one => closed.has(one)).length,
        answering,
        twice,
        stopped,
        archived,
        removed,
        log: log.toReversed(),
      }
    }

    return {
      shown,
      async act(asked: unknown) {
        const did = switched.parse(asked)
        if ('channel' in did) closed[did.on ? 'add' : 'delete'](`${did.set} ${did.channel}`)
        switch (did.set) {
          case 'archived':
            await deliver.archive({ ...did, undo: !did.on })
            break
          case 'removed': {
            const move = did.on ? deliver.leave : deliver.join
            await move({ channel: did.channel, user: botOf(did.channel), inviter: did.user })
            break
          }
          case 'answer':
            answering = did.to === null ? undefined : { to: did.to, left: did.times }
            break
          case 'twice':
            twice = did.on
            break
          case 'stopped':
            await turn(!did.on)
            break
          case 'restarted':
            await turn(false)
            await turn(true)
        }
        for (const listener of listeners) listener()
      },
    }
  }

  return {
    options: { faults: faultOf, called, around },
    panel,
    /** Calls back at each new line and each switch. */
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Forgets the lines so far. */
    forget: () => log.splice(0),
  }
}

/** A command as typed, the action ids of a press, a form's callback id, an event's type. */
function whatIs({ kind, payload }: Parcel): string {
  if (kind === 'slash_commands')
    return `${textOf(payload, 'command')} ${textOf(payload, 'text') ?? ''}`.trim()
  if (kind === 'events_api') return textOf(fieldsOf(payload, 'event') ?? {}, 'type') ?? kind
  const actions = listOf(payload, 'actions').map(action => textOf(action, 'action_id'))
  return actions.join(', ') || textOf(fieldsOf(payload, 'view') ?? {}, 'callback_id') || kind
}
