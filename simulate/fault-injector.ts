import { type Chronicle, counted } from './chronicle.ts'
import type { Mishap } from './faults.ts'
import type { Timeline } from './timeline.ts'

export type FaultInjector = ReturnType<typeof createFaultInjector>

/** Keeps the planned faults of single calls until a call comes that they can happen to. */
export function createFaultInjector({ timeline, chronicle }: { timeline: Timeline; chronicle: Chronicle }) {
  const waiting: { mishap: Mishap; after: number }[] = []
  return {
    /** `after`: how many calls that it could happen to succeed first. */
    add: (mishap: Mishap, after: number) => void waiting.push({ mishap, after }),
    /** Takes the first waiting one of these faults, and notes it as broken for that place. */
    take(possible: readonly Mishap[], where: { team?: string; channel?: string } = {}): Mishap | undefined {
      if (waiting.length === 0) return undefined
      const index = waiting.findIndex(each => possible.includes(each.mishap) && each.after-- <= 0)
      const [{ mishap } = {}] = index < 0 ? [] : waiting.splice(index, 1)
      if (mishap) {
        const now = timeline.now()
        counted(chronicle, mishap)
        chronicle.broken.push({ what: mishap, from: now, to: now, ...where })
      }
      return mishap
    },
  }
}
