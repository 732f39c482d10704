import { DAY, HOUR, type Instant } from '../src/time/beijing.ts'
import type { Random } from './chance.ts'
import { deaths, type Faults } from './faults.ts'
import { type Life, lifeOf } from './lives.ts'
import { workspaces } from './places.ts'

const complaints = 9
/** Of how many hours. */
const downtimes = { host: [10, 40], channel: [4, 8], Slack: [2, 4] } as const

/** A day on which one channel gets many complaints, and a downtime after it in which several of their reminders come due. */
export function rushIn(
  faults: Faults,
  random: Random,
  year: { start: Instant; end: Instant },
): { faults: Faults; lives: Life[] } {
  const at = random.between(year.start + DAY, year.end - 75 * DAY)
  const workspace = random.pick(workspaces)
  const channel = random.pick(workspace.channels)
  const lives = Array.from({ length: complaints }, (_, n) =>
    lifeOf(random, {
      name: `rush${n}`,
      start: at + random.between(0, 2 * HOUR),
      workspace: { ...workspace, channels: [channel] },
      soonOver: 0,
    }),
  )
  const from = at + random.between(4 * HOUR, 30 * HOUR)
  const kind = random.pick(['host', 'host', 'Slack', 'channel', 'channel'] as const)
  // A host that is down does nothing; a process that tries in vain does much, every two minutes or every half a minute.
  const [min, max] = downtimes[kind]
  const to = from + random.between(min * HOUR, max * HOUR)
  const { team } = workspace
  switch (kind) {
    case 'host': {
      const crash = { at: from, where: 'before a store call' as const, points: 1, downFor: to - from }
      return { lives, faults: { ...faults, crashes: [...faults.crashes, crash] } }
    }
    case 'Slack': {
      const how = random.pick(['refused', '503', 'hangs'] as const)
      const down = { from, to, team, how }
      return { lives, faults: { ...faults, slackDown: [...faults.slackDown, down] } }
    }
    case 'channel': {
      const dead = { from, to, team, channel, error: random.pick(deaths) }
      return { lives, faults: { ...faults, deadChannels: [...faults.deadChannels, dead] } }
    }
  }
}
