import { DAY, HOUR, type Instant } from '../src/time/beijing.ts'
import { deaths, type Faults } from './faults.ts'
import type { Random } from './random.ts'
import { type Scenario, scenarioOf } from './scenario/scenario.ts'
import { workspaces } from './workspaces.ts'

const complaints = 9
/** Shortest and longest downtime in hours. */
const downtimes = { host: [10, 40], channel: [4, 8], Slack: [2, 4] } as const

/**
 * Adds a day on which one channel gets many complaints, and then a downtime in which several of their
 * reminders come due.
 */
export function addBurst(
  faults: Faults,
  random: Random,
  year: { start: Instant; end: Instant },
): { faults: Faults; scenarios: Scenario[] } {
  const at = random.between(year.start + DAY, year.end - 75 * DAY)
  const workspace = random.pick(workspaces)
  const channel = random.pick(workspace.channels)
  const scenarios = Array.from({ length: complaints }, (_, n) =>
    scenarioOf(random, {
      name: `rush${n}`,
      start: at + random.between(0, 2 * HOUR),
      workspace: { ...workspace, channels: [channel] },
      soonOver: 0,
    }),
  )
  const from = at + random.between(4 * HOUR, 30 * HOUR)
  const kind = random.pick(['host', 'host', 'Slack', 'channel', 'channel'] as const)
  // A host that is down costs no simulation time; a process that retries for hours does.
  const [min, max] = downtimes[kind]
  const to = from + random.between(min * HOUR, max * HOUR)
  const { team } = workspace
  switch (kind) {
    case 'host': {
      const crash = { at: from, where: 'before a store call' as const, points: 1, downFor: to - from }
      return { scenarios, faults: { ...faults, crashes: [...faults.crashes, crash] } }
    }
    case 'Slack': {
      const how = random.pick(['refused', '503', 'hangs'] as const)
      const down = { from, to, team, how }
      return { scenarios, faults: { ...faults, slackDown: [...faults.slackDown, down] } }
    }
    case 'channel': {
      const dead = { from, to, team, channel, error: random.pick(deaths) }
      return { scenarios, faults: { ...faults, deadChannels: [...faults.deadChannels, dead] } }
    }
  }
}
