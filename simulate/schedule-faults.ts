import { type Instant, SECOND } from '../src/time/beijing.ts'
import { type Chronicle, counted } from './chronicle.ts'
import type { FaultInjector } from './fault-injector.ts'
import type { Faults } from './faults.ts'
import type { Host } from './host.ts'
import type { Process } from './process.ts'
import type { Timeline } from './timeline.ts'

type World = {
  timeline: Timeline
  chronicle: Chronicle
  injector: FaultInjector
  host: Host<Process>
  slacks: Map<string, { remove(channel: string, ts: string): void }>
}

/** Makes every planned fault happen at its time. */
export function scheduleFaults(faults: Faults, world: World) {
  const { timeline, chronicle, injector, host } = world
  for (const { at, mishap, after } of faults.mishaps) timeline.at(at, () => injector.add(mishap, after))
  for (const crash of faults.crashes) timeline.at(crash.at, () => host.crashAt(crash))
  noteOutages(faults, chronicle)
  for (const { from, to, ms } of faults.clockSteps) {
    timeline.at(from, () => host.setClock(ms))
    timeline.at(to, () => host.setClock(0))
  }
  for (const { at, overlap } of faults.deploys) timeline.at(at, () => deploy(world, overlap))
  chronicle.away.push(...faults.away)
  for (const at of faults.cardsDeleted) timeline.at(at, () => deleteCard(world))
}

/**
 * Tells the oracle when something is broken for longer than one call. Without the right to read nothing
 * counts as broken.
 */
function noteOutages(
  { slackDown, rateLimits, deadChannels, blind, clockSteps }: Faults,
  chronicle: Chronicle,
) {
  const note = (what: string, each: { from: Instant; to?: Instant; team?: string; channel?: string }) => {
    counted(chronicle, what)
    chronicle.broken.push({ ...each, what, to: each.to ?? chronicle.end })
  }
  for (const { from, to, team } of slackDown) note('Slack down', { from, to, team })
  for (const { from, to, team, channel } of rateLimits) note('429 spell', { from, to, team, channel })
  for (const { from, to, team, channel } of deadChannels) {
    note('dead channel', { from, team, channel, ...(to !== undefined && { to }) })
    if (to !== undefined) counted(chronicle, 'channel came back')
  }
  counted(chronicle, 'no right to look for messages', blind.length)
  for (const { from, to, ms } of clockSteps) note(ms > 0 ? 'clock ahead' : 'clock back', { from, to })
}

/** Starts another process and asks the old one to stop, at once or after `overlap`, while both run. */
function deploy({ timeline, chronicle, host }: World, overlap: number) {
  const [old] = host.running()
  if (!old) return
  counted(chronicle, overlap > 0 ? 'two processes' : 'deploy')
  const stop = async () => {
    old.run.accepting = false
    await old.process.scheduler.stop()
    if (old.run.alive) host.end(old.run, 2 * SECOND)
  }
  host.start()
  timeline.at(timeline.now() + overlap, stop)
}

function deleteCard({ chronicle, slacks }: World) {
  const card = chronicle.said.findLast(({ key }) => key?.includes(':card:'))
  if (!card) return
  slacks.get(card.team)?.remove(card.channel, card.ts)
  counted(chronicle, 'card deleted')
}
