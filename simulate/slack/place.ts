import { createMessages } from '../../testing/memory-slack/messages.ts'
import type { Chronicle, Said } from '../chronicle.ts'
import type { FaultInjector } from '../fault-injector.ts'
import type { Faults } from '../faults.ts'
import type { Random } from '../random.ts'
import type { Timeline } from '../timeline.ts'
import type { Workspace } from '../workspaces.ts'
import type { createOutages } from './outages.ts'

export type World = {
  /** Called with every message that has been posted. */
  onSaid: (said: Said) => void
  timeline: Timeline
  chronicle: Chronicle
  random: Random
  injector: FaultInjector
  faults: Faults
}

/** One workspace with its messages, and what of it does not work. */
export type Place = ReturnType<typeof placeOf>

export function placeOf({ team }: Workspace, world: World, outages: ReturnType<typeof createOutages>) {
  let numbers = 0
  const nextNumber = () => ++numbers
  const messages = createMessages({ now: world.timeline.now, nextNumber })
  return { team, world, outages, nextNumber, messages }
}
