import type { Found, Listed, Outgoing, Scheduling, Sent, Slack } from '../src/slack/slack.ts'
import { DAY, type Instant, MINUTE, SECOND } from '../src/time/beijing.ts'
import type { Random } from './chance.ts'
import { type Chronicle, counted, type Said } from './chronicle.ts'
import { controlsOf } from './controls.ts'
import type { Faults, Mishap } from './faults.ts'
import type { Life } from './host.ts'
import { lateIn } from './late-words.ts'
import type { Luck } from './mishap.ts'
import type { Workspace } from './places.ts'
import type { Timeline } from './timeline.ts'

type Message = {
  ts: string
  thread: string | undefined
  key: string | undefined
  at: Instant
  deleted: boolean
}
type World = {
  /** Told of every message that has come to stand. */
  onSaid: (said: Said) => void
  timeline: Timeline
  chronicle: Chronicle
  random: Random
  luck: Luck
  faults: Faults
}
type Pass = <T>(
  life: Life,
  call: { to: 'Slack'; ms: number; arrives: boolean },
  effect: () => T,
) => Promise<T>
type Span = { from: Instant; to: Instant }
type Call = 'post' | 'update' | 'find' | 'schedule' | 'unschedule' | 'list'
type Scheduled = Scheduling & { id: string; deleted: boolean }

export type MemorySlack = ReturnType<typeof createMemorySlack>

const possible: Record<Call, readonly Mishap[]> = {
  post: [
    'connection refused',
    '5xx',
    '5xx, posted',
    'answer lost',
    'answer lost, posted',
    'slow answer',
    'timed out',
    'timed out, posted later',
    '429',
  ],
  update: ['update lost'],
  find: ['look-up out of order', 'look-up denied'],
  schedule: ['schedule: answer lost', 'schedule: answer lost, taken'],
  unschedule: ['unschedule: answer lost', 'unschedule: answer lost, taken'],
  list: ['look-up out of order'],
}
/** The app gives up waiting for Slack after this time. */
const patience = 10 * SECOND
/** So close to its time Slack says that it deleted a scheduled message, and posts it all the same. */
const tooLate = 5 * MINUTE
/** How many messages a channel takes at once before it wants a second for each. */
const burst = 5

const unknown = (error: string): Sent => ({ kind: 'unknown', error })

/** One workspace's Slack in memory: takes nothing that Slack would not, and breaks as the weather says. */
export function createMemorySlack(workspace: Workspace, world: World, pass: Pass) {
  const { timeline, chronicle, random, luck, faults, onSaid } = world
  const { team, people, gone } = workspace
  /** The messages of each channel, by their `ts`. */
  const rooms = new Map<string, Map<string, Message>>()
  const scheduled: Scheduled[] = []
  const tokens = new Map<string, { left: number; at: Instant }>()
  const pausesOf = new WeakMap<Life, Map<string, Span>>()
  let count = 0

  const room = (channel: string) => {
    const known = rooms.get(channel)
    if (known) return known
    const made = new Map<string, Message>()
    rooms.set(channel, made)
    return made
  }
  function standing(channel: string, ts: string): Message | undefined {
    const message = room(channel).get(ts)
    return message?.deleted ? undefined : message
  }
  const during = ({ from, to }: { from: Instant; to?: Instant }) =>
    from <= timeline.now() && timeline.now() < (to ?? chronicle.end)

  /** Why a channel takes nothing. */
  const deadness = (channel: string): string | undefined =>
    faults.deadChannels.find(each => each.team === team && each.channel === channel && during(each))?.error ??
    (gone.includes(channel) ? 'user_disabled' : undefined)

  /** Slack's own rate: about one message a second in a channel. */
  function tooFast(channel: string): boolean {
    const now = timeline.now()
    const { left, at } = tokens.get(channel) ?? { left: burst, at: now }
    const has = Math.min(burst, left + (now - at) / SECOND)
    tokens.set(channel, { left: has < 1 ? has : has - 1, at: now })
    return has < 1
  }

  function add({ channel, thread, key, text, broadcast, blocks }: Outgoing, called: Instant): Sent {
    if (blocks.length > 50 || !text) throw new Error('not a message')
    if (broadcast && !thread) throw new Error('only a reply can be broadcast')
    const error = deadness(channel)
    if (error) {
      counted(chronicle, 'refused by a dead channel')
      return { kind: 'refused', error }
    }
    if (thread && !standing(channel, thread)) return { kind: 'refused', error: 'thread_not_found' }
    const now = timeline.now()
    const ts = `${(now / 1000).toFixed(3)}${String(++count % 1000).padStart(3, '0')}`
    room(channel).set(ts, { ts, thread, key, at: now, deleted: false })
    const said = {
      ...{ called, at: now, team, channel, ts, thread, key, text },
      broadcast: broadcast === true,
      controls: controlsOf(blocks),
      late: lateIn(key, text, blocks),
    }
    chronicle.said.push(said)
    onSaid(said)
    return { kind: 'sent', ts }
  }

  function show({ channel, ts, text }: Outgoing & { ts: string }): Sent {
    const error = deadness(channel)
    if (error) return { kind: 'refused', error }
    if (!standing(channel, ts)) return { kind: 'refused', error: 'message_not_found' }
    chronicle.shown.push({ at: timeline.now(), team, channel, ts, text })
    return { kind: 'sent', ts }
  }

  /** What stands in the way of a call from the start. */
  function obstacle(channel: string): { ms: number; sent: Sent } | undefined {
    const down = faults.slackDown.find(each => each.team === team && during(each))
    if (down) {
      counted(chronicle, 'call while Slack was down')
      if (down.how === 'refused') return { ms: 5, sent: { kind: 'busy', waitMs: 0, error: 'ECONNREFUSED' } }
      return {
        ms: down.how === 'hangs' ? patience : 80,
        sent: unknown(down.how === 'hangs' ? 'TimeoutError' : 'http_503'),
      }
    }
    const limit = faults.rateLimits.find(
      each => each.team === team && each.channel === channel && during(each),
    )
    if (!limit) return undefined
    counted(chronicle, '429 in a spell')
    return { ms: 40, sent: { kind: 'busy', waitMs: limit.retryAfter, error: 'ratelimited' } }
  }

  /** A message on its way: what Slack makes of it, and what the app hears of that. */
  async function said(
    life: Life,
    call: Exclude<Call, 'find' | 'list'>,
    message: { channel: string },
    work: () => Sent,
  ): Promise<Sent> {
    const way = (ms: number, effect: () => Sent, arrives = true) =>
      pass(life, { to: 'Slack', ms, arrives }, effect)
    const blocked = obstacle(message.channel)
    if (blocked) return way(blocked.ms, () => blocked.sent, false)
    const ms = random.between(30, 600)
    const done = (heard?: Sent) => () => {
      const made = work()
      return heard && made.kind === 'sent' ? heard : made
    }
    switch (luck.strikes(possible[call], { team, channel: message.channel })) {
      case 'connection refused':
        return way(5, () => ({ kind: 'busy', waitMs: 0, error: 'ECONNREFUSED' }), false)
      case '429':
        return way(ms, () => ({ kind: 'busy', waitMs: 30 * SECOND, error: 'ratelimited' }), false)
      case '5xx':
        return way(ms, () => unknown('http_500'), false)
      case '5xx, posted':
        return way(ms, done(unknown('http_500')))
      case 'answer lost':
      case 'schedule: answer lost':
      case 'unschedule: answer lost':
        return way(ms, () => unknown('ECONNRESET'), false)
      case 'answer lost, posted':
      case 'update lost':
      case 'schedule: answer lost, taken':
      case 'unschedule: answer lost, taken':
        return way(ms, done(unknown('ECONNRESET')))
      case 'slow answer':
        return way(random.between(3 * SECOND, patience), work)
      case 'timed out':
        return way(patience, () => unknown('TimeoutError'), false)
      case 'timed out, posted later':
        timeline.at(timeline.now() + random.between(patience, 20 * SECOND), work)
        return way(patience, () => unknown('TimeoutError'), false)
    }
    return way(ms, () => {
      if (call !== 'post' || !tooFast(message.channel)) return work()
      counted(chronicle, '429 for speed')
      return { kind: 'busy', waitMs: SECOND, error: 'ratelimited' }
    })
  }

  /** Slack keeps a message and posts it by itself when its time has come. */
  function hold(message: Scheduling): Sent {
    const error = deadness(message.channel)
    if (error) return { kind: 'refused', error }
    const now = timeline.now()
    if (message.postAt <= now) return { kind: 'refused', error: 'time_in_past' }
    const held = { ...message, id: `Q${++count}`, deleted: false }
    scheduled.push(held)
    timeline.at(message.postAt, () => {
      if (held.deleted || deadness(message.channel)) return
      chronicle.fallbacks.push({ at: timeline.now(), team, channel: message.channel, text: message.text })
    })
    return { kind: 'sent', ts: held.id }
  }

  function letGo(id: string): Sent {
    const held = scheduled.find(each => each.id === id && !each.deleted)
    if (!held || held.postAt <= timeline.now())
      return { kind: 'refused', error: 'invalid_scheduled_message_id' }
    if (held.postAt - timeline.now() > tooLate) held.deleted = true
    return { kind: 'sent', ts: id }
  }

  async function listed(
    life: Life,
    { channel, postAt }: { channel: string; postAt: Instant },
  ): Promise<Listed> {
    const ask = (ms: number, answer: () => Listed) => pass(life, { to: 'Slack', ms, arrives: false }, answer)
    const blocked = obstacle(channel)
    if (blocked && blocked.sent.kind !== 'sent') {
      const { sent } = blocked
      return ask(blocked.ms, () => sent)
    }
    if (luck.strikes(possible.list, { team, channel }))
      return ask(100, () => ({ kind: 'unknown', error: 'ECONNRESET' }))
    const messages = () =>
      scheduled.filter(each => !each.deleted && each.channel === channel && each.postAt === postAt)
    return ask(200, () => ({ kind: 'listed', messages: messages() }))
  }

  function search({ channel, thread, key, since }: Parameters<Slack['find']>[0]): Found {
    // A thread is read whole, a channel from a week before.
    const oldest = thread ? Number.NEGATIVE_INFINITY : since - 7 * DAY
    const found = room(channel)
      .values()
      .find(each => each.key === key && each.thread === thread && !each.deleted && each.at >= oldest)
    return found ? { kind: 'found', ts: found.ts } : { kind: 'absent' }
  }

  async function find(life: Life, where: Parameters<Slack['find']>[0]): Promise<Found> {
    const { channel, key } = where
    const fails = (kind: 'cannot' | 'later', error: string, ms = 100) =>
      pass(life, { to: 'Slack', ms, arrives: false }, (): Found => {
        chronicle.unanswered.push({ at: timeline.now(), key, kind })
        return { kind, error }
      })
    const blocked = obstacle(channel)
    if (blocked) {
      const limited = blocked.sent.kind === 'busy' && blocked.sent.waitMs > 0
      return fails(limited ? 'cannot' : 'later', limited ? 'ratelimited' : 'ECONNRESET', blocked.ms)
    }
    if (faults.blind.some(each => each.team === team && during(each))) return fails('cannot', 'missing_scope')
    const error = deadness(channel)
    // What is archived can still be read.
    if (error && error !== 'is_archived') return fails('cannot', error)
    switch (luck.strikes(possible.find, { team, channel })) {
      case 'look-up out of order':
        return fails('later', 'ECONNRESET')
      case 'look-up denied':
        return fails('cannot', 'missing_scope')
    }
    return pass(life, { to: 'Slack', ms: random.between(50, 900), arrives: false }, () => search(where))
  }

  /** Keeps who has been asked to wait, and notes who does not. A clock that is set meanwhile is no clock to wait by. */
  async function heeding(life: Life, channel: string, post: () => Promise<Sent>): Promise<Sent> {
    const at = timeline.now()
    const pauses = pausesOf.get(life) ?? new Map<string, Span>()
    pausesOf.set(life, pauses)
    const pause = pauses.get(channel)
    const isSet = chronicle.offsets.some(({ from }) => pause && from >= pause.from && from <= at)
    if (life.alive && pause && at < pause.to && !isSet) chronicle.hasty.push({ at, until: pause.to, channel })
    const sent = await post()
    if (sent.kind === 'busy' && sent.waitMs > 0)
      pauses.set(channel, { from: at, to: timeline.now() + sent.waitMs })
    return sent
  }

  return {
    /** Somebody deletes a message. */
    remove(channel: string, ts: string) {
      const message = standing(channel, ts)
      if (message) message.deleted = true
      chronicle.deleted.push({ at: timeline.now(), channel, ts })
    },
    /** This Slack as one run of the process sees it. */
    of: (life: Life): Slack => ({
      async post(message) {
        const called = timeline.now()
        return heeding(life, message.channel, () => said(life, 'post', message, () => add(message, called)))
      },
      update: message => said(life, 'update', message, () => show(message)),
      find: where => find(life, where),
      schedule: message => said(life, 'schedule', message, () => hold(message)),
      unschedule: ({ channel, id }) => said(life, 'unschedule', { channel }, () => letGo(id)),
      scheduledAt: where => listed(life, where),
      identity: async () => ({ team, user: 'U0APP', scopes: ['channels:history', 'groups:history'] }),
      openView: async () => {},
      publishHome: async () => {},
      postEphemeral: async () => {},
      person: async () => ({
        name: 'somebody',
        locale: 'zh-CN',
        team,
        outsider: false,
        gone: false,
        bot: false,
        admin: false,
      }),
      async isAway(user, at) {
        if (faults.slackDown.some(each => each.team === team && during(each)))
          throw new Error('Slack is down')
        // Slack tells of the span that lasts or is to come, not of one that is over.
        const away = faults.away.some(
          each => each.user === user && each.from <= at && at < each.to && timeline.now() < each.to,
        )
        return pass(life, { to: 'Slack', ms: 50, arrives: false }, () => away)
      },
      room: async channel => (deadness(channel) ? { kind: 'archived' } : { kind: 'joined' }),
      join: async () => {},
      members: async () => new Set(people),
      channelsOf: async () => [],
      owner: async () => people[0],
    }),
  }
}
