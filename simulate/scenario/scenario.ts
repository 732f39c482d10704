import type { Instant } from '../../src/time/beijing.ts'
import type { Random } from '../random.ts'
import type { Workspace } from '../workspaces.ts'
import { addPending } from './pending.ts'
import { createPlan, type TimedRequest } from './plan.ts'
import { addRecording } from './recording.ts'
export type Scenario = { name: string; team: string; channel: string; order: string; asked: TimedRequest[] }

/**
 * Every request that people will make for one complaint, from its recording at `start` to its end, mistakes
 * included. `soonOver`: the percentage of complaints that end within days.
 */
export function scenarioOf(
  random: Random,
  of: { name: string; start: Instant; workspace: Workspace; soonOver: number },
): Scenario {
  const { name, start, workspace, soonOver } = of
  const order = `order ${name}`
  const plan = createPlan(random, workspace)
  const facts = addRecording(plan, { order, start })
  const over = addPending(plan, facts, soonOver)
  const channel = random.pick(workspace.channels)
  // Some requests are refused on the way; this one makes sure that nothing stays open.
  plan.act(over + plan.hours(24, 24 * 8), { type: 'discarded', why: 'tidying up' })
  const asked = plan.asked.toSorted((a, b) => a.at - b.at)
  return { name, team: workspace.team, channel, order, asked }
}
