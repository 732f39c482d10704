import type { Outgoing, Sent, Slack } from '../../src/slack/slack.ts'
import type { Instant } from '../../src/time/beijing.ts'
import { quietWorkspace } from '../../testing/memory-slack/quiet-workspace.ts'
import { controlsOf } from '../buttons.ts'
import { counted } from '../chronicle.ts'
import type { Pass, Run } from '../host.ts'
import { lateIn } from '../read-late.ts'
import type { Workspace } from '../workspaces.ts'
import { createLookUp } from './look-up.ts'
import { createOutages } from './outages.ts'
import { createPauses } from './pauses.ts'
import { type Place, placeOf, type World } from './place.ts'
import { createSchedule } from './schedule.ts'
import { createSend } from './send.ts'

/** One workspace's Slack in memory, which fails as planned. */
export function createSimulatedSlack(workspace: Workspace, world: World, pass: Pass) {
  const { timeline, chronicle } = world
  const outages = createOutages(workspace, world)
  const place = placeOf(workspace, world, outages)
  const send = createSend(place, pass)
  const schedule = createSchedule(place, pass)
  const find = createLookUp(place, pass)
  const watched = createPauses(world)

  return {
    /** Deletes a message, as a person does. */
    remove(channel: string, ts: string) {
      const message = place.messages.standing(channel, ts)
      if (message) message.deleted = true
      chronicle.deleted.push({ at: timeline.now(), channel, ts })
    },
    /** This Slack as one run of the process sees it. */
    of: (run: Run): Slack => ({
      ...quietWorkspace(workspace.team),
      async post(message) {
        const called = timeline.now()
        return watched(run, message.channel, () =>
          send(run, 'post', message.channel, () => post(place, message, called)),
        )
      },
      update: message => send(run, 'update', message.channel, () => update(place, message)),
      find: where => find(run, where),
      schedule: message => send(run, 'schedule', message.channel, () => schedule.add(message)),
      unschedule: ({ channel, id }) => send(run, 'unschedule', channel, () => schedule.remove(id)),
      scheduledAt: where => schedule.list(run, where),
      async isAway(user, at) {
        if (outages.isDown()) throw new Error('Slack is down')
        const isAway = outages.isAway(user, at)
        return pass(run, { to: 'Slack', ms: 50, arrives: false }, () => isAway)
      },
      room: async channel => (outages.deadness(channel) ? { kind: 'archived' } : { kind: 'joined' }),
      members: async () => new Set(workspace.people),
      owner: async () => workspace.people[0],
    }),
  }
}

function post({ team, world, outages, messages }: Place, message: Outgoing, called: Instant): Sent {
  const { chronicle, onSaid } = world
  const { channel, thread, key, text, blocks } = message
  const error = outages.deadness(channel)
  if (error) {
    counted(chronicle, 'refused by a dead channel')
    return { kind: 'refused', error }
  }
  const sent = messages.post(message)
  if (sent.kind !== 'sent') return sent
  const said = {
    ...{ called, at: world.timeline.now(), team, channel, ts: sent.ts, thread, key, text },
    broadcast: message.broadcast === true,
    controls: controlsOf(blocks),
    late: lateIn(key, text, blocks),
  }
  chronicle.said.push(said)
  onSaid(said)
  return sent
}

function update({ team, world, outages, messages }: Place, message: Outgoing & { ts: string }): Sent {
  const { channel, ts, text } = message
  const error = outages.deadness(channel)
  if (error) return { kind: 'refused', error }
  const sent = messages.update(message)
  if (sent.kind === 'sent') world.chronicle.shown.push({ at: world.timeline.now(), team, channel, ts, text })
  return sent
}
