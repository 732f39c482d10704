import type { Listed, Scheduling, Sent } from '../../src/slack/slack.ts'
import { type Instant, MINUTE } from '../../src/time/beijing.ts'
import type { Pass, Run } from '../host.ts'
import type { Place } from './place.ts'

/** This close to its time Slack says that it deleted a scheduled message, and posts it all the same. */
const tooLate = 5 * MINUTE

/** Messages that Slack keeps and posts by itself when their time has come. */
export function createSchedule({ team, world, outages, nextNumber }: Place, pass: Pass) {
  const { timeline, chronicle, injector } = world
  const scheduled: (Scheduling & { id: string; deleted: boolean })[] = []

  function add(message: Scheduling): Sent {
    const { channel, text, postAt } = message
    const error = outages.deadness(channel)
    if (error) return { kind: 'refused', error }
    if (postAt <= timeline.now()) return { kind: 'refused', error: 'time_in_past' }
    const held = { ...message, id: `Q${nextNumber()}`, deleted: false }
    scheduled.push(held)
    timeline.at(postAt, () => {
      if (held.deleted || outages.deadness(channel)) return
      chronicle.fallbacks.push({ at: timeline.now(), team, channel, text })
    })
    return { kind: 'sent', ts: held.id }
  }

  function remove(id: string): Sent {
    const held = scheduled.find(each => each.id === id && !each.deleted)
    if (!held || held.postAt <= timeline.now())
      return { kind: 'refused', error: 'invalid_scheduled_message_id' }
    if (held.postAt - timeline.now() > tooLate) held.deleted = true
    return { kind: 'sent', ts: id }
  }

  async function list(run: Run, { channel, postAt }: { channel: string; postAt: Instant }): Promise<Listed> {
    const ask = (ms: number, answer: () => Listed) => pass(run, { to: 'Slack', ms, arrives: false }, answer)
    const blocked = outages.blocked(channel)
    if (blocked) return ask(blocked.ms, () => blocked.sent)
    if (injector.take(['look-up out of order'], { team, channel }))
      return ask(100, () => ({ kind: 'unknown', error: 'ECONNRESET' }))
    return ask(200, () => ({
      kind: 'listed',
      messages: scheduled.filter(each => !each.deleted && each.channel === channel && each.postAt === postAt),
    }))
  }

  return { add, remove, list }
}
