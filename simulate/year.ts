import { DAY, HOUR, type Instant } from '../src/time/beijing.ts'
import { addBurst } from './burst.ts'
import { type Chronicle, emptyChronicle, type Said } from './chronicle.ts'
import { createFaultInjector } from './fault-injector.ts'
import { faultsOf } from './faults.ts'
import { createHost, type Run } from './host.ts'
import { earliestWake, noRows, type Rows } from './memory-engine.ts'
import { simulatePeople } from './people.ts'
import { openProcess, type Process } from './process.ts'
import { randomOf } from './random.ts'
import { type Scenario, scenarioOf } from './scenario/scenario.ts'
import { scheduleFaults } from './schedule-faults.ts'
import { simulateSettings } from './settings.ts'
import { createSimulatedSlack } from './slack/simulated-slack.ts'
import { createTimeline } from './timeline.ts'
import { createUnreliableStore } from './unreliable-store.ts'
import { workspaces } from './workspaces.ts'

const start: Instant = Date.UTC(2026, 0, 1) - 8 * HOUR
const end = start + 365 * DAY
const complaints = 31

/** Simulates one year of three workspaces, the same for the same seed, and gives what happened in it. */
export async function liveYear(seed: number): Promise<Chronicle> {
  const timeline = createTimeline(start)
  const chronicle = emptyChronicle(start, end)
  const usual = faultsOf(randomOf(seed, 'weather'), { start, end })
  const { faults, scenarios: burst } = addBurst(usual, randomOf(seed, 'rush'), { start, end })
  const injector = createFaultInjector({ timeline, chronicle })
  const rows = noRows()

  const host = createHost<Process>({ timeline, chronicle, random: randomOf(seed, 'host') }, open)
  const store = createUnreliableStore(rows, { injector, random: randomOf(seed, 'store'), pass: host.pass })
  const listeners = new Map<string, (said: Said) => void>()
  const onSaid = (said: Said) => listeners.get(said.key?.split(':')[0] ?? '')?.(said)
  const world = { timeline, chronicle, random: randomOf(seed, 'slack'), injector, faults, onSaid }
  const slacks = new Map(workspaces.map(each => [each.team, createSimulatedSlack(each, world, host.pass)]))
  timeline.sleepsUntil(() => (earliestWake(rows) ?? end) - host.offset())

  function open(run: Run): Process {
    const own = new Map([...slacks].map(([team, slack]) => [team, slack.of(run)]))
    return openProcess({
      chronicle,
      clock: {
        now: host.now,
        after: (ms, work) => timeline.lookAt(timeline.now() + ms, () => run.alive && work()),
      },
      engine: store.of(run),
      slackOf(team) {
        const slack = own.get(team)
        if (!slack) throw new Error(`no workspace ${team}`)
        return slack
      },
    })
  }

  scheduleFaults(faults, { timeline, chronicle, injector, host, slacks })
  simulateSettings({ timeline, chronicle, random: randomOf(seed, 'habits'), host }, { start, end })
  for (const scenario of [...usualScenarios(seed), ...burst]) {
    const random = randomOf(seed, `people ${scenario.name.replace(/^c/, '')}`)
    const isTaken = (id: string) => listeners.has(id)
    const { id, hear } = simulatePeople({ timeline, chronicle, random, host }, scenario, isTaken)
    listeners.set(id, hear)
  }
  host.start()
  await timeline.run(end)
  for (const { run } of [...host.running()]) host.end(run)
  for (const [id, vias] of historiesIn(rows)) chronicle.kept.set(id, vias)
  return chronicle
}

function usualScenarios(seed: number): Scenario[] {
  const random = randomOf(seed, 'lives')
  return Array.from({ length: complaints }, (_, n) => {
    const workspace = random.pick(workspaces)
    const at = random.between(start + DAY, end - 75 * DAY)
    return scenarioOf(random, { name: `c${n}`, start: at, workspace, soonOver: 70 })
  })
}

/** Each complaint's id, and the delivery behind each entry of its history. */
function historiesIn({ texts }: Rows): [id: string, vias: (string | undefined)[]][] {
  return [...texts].flatMap(([key, text]): [string, (string | undefined)[]][] => {
    if (!key.startsWith('complaint:')) return []
    const { id, history }: { id: string; history: { via?: string }[] } = JSON.parse(text)
    return [[id, history.map(({ via }) => via)]]
  })
}
