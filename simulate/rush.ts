import { DAY, HOUR, type Instant } from '../src/time/beijing.ts'
import type { Chance } from './chance.ts'
import { deaths, type Weather } from './faults.ts'
import { type Life, lifeOf } from './lives.ts'
import { workspaces } from './places.ts'

const complaints = 9
/** Of how many hours. */
const downtimes = { host: [10, 40], channel: [4, 8], Slack: [2, 4] } as const

/** A day on which one channel gets many complaints, and a downtime after it in which several of their reminders come due. */
export function rushIn(
  weather: Weather,
  chance: Chance,
  year: { start: Instant; end: Instant },
): { weather: Weather; lives: Life[] } {
  const at = chance.between(year.start + DAY, year.end - 75 * DAY)
  const workspace = chance.pick(workspaces)
  const channel = chance.pick(workspace.channels)
  const lives = Array.from({ length: complaints }, (_, n) =>
    lifeOf(chance, {
      name: `rush${n}`,
      start: at + chance.between(0, 2 * HOUR),
      workspace: { ...workspace, channels: [channel] },
      soonOver: 0,
    }),
  )
  const from = at + chance.between(4 * HOUR, 30 * HOUR)
  const kind = chance.pick(['host', 'host', 'Slack', 'channel', 'channel'] as const)
  // A host that is down does nothing; a process that tries in vain does much, every two minutes or every half a minute.
  const [shortest, longest] = downtimes[kind]
  const to = from + chance.between(shortest * HOUR, longest * HOUR)
  const { team } = workspace
  switch (kind) {
    case 'host': {
      const crash = { at: from, where: 'before a store call' as const, points: 1, downFor: to - from }
      return { lives, weather: { ...weather, crashes: [...weather.crashes, crash] } }
    }
    case 'Slack': {
      const how = chance.pick(['refused', '503', 'hangs'] as const)
      const down = { from, to, team, how }
      return { lives, weather: { ...weather, slackDown: [...weather.slackDown, down] } }
    }
    case 'channel': {
      const dead = { from, to, team, channel, error: chance.pick(deaths) }
      return { lives, weather: { ...weather, deadChannels: [...weather.deadChannels, dead] } }
    }
  }
}
