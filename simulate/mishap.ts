import type { Instant } from '../src/time/beijing.ts'
import { type Chronicle, counted } from './chronicle.ts'
import type { Mishap } from './faults.ts'
import type { Timeline } from './timeline.ts'

export type Luck = ReturnType<typeof createLuck>

/** Mishaps that wait for the next call that they can happen to. */
export function createLuck({ timeline, chronicle }: { timeline: Timeline; chronicle: Chronicle }) {
  const waiting: { mishap: Mishap; after: number }[] = []
  return {
    /** `after`: how many calls that it can happen to go well first. */
    await: (mishap: Mishap, after: number) => void waiting.push({ mishap, after }),
    /** The first of these that waits, now happening; noted as broken for that place. */
    strikes(
      possible: readonly Mishap[],
      where: { team?: string; channel?: string } = {},
    ): Mishap | undefined {
      if (waiting.length === 0) return undefined
      const index = waiting.findIndex(each => possible.includes(each.mishap) && each.after-- <= 0)
      const [{ mishap } = {}] = index < 0 ? [] : waiting.splice(index, 1)
      if (mishap) {
        const now: Instant = timeline.now()
        counted(chronicle, mishap)
        chronicle.broken.push({ what: mishap, from: now, to: now, ...where })
      }
      return mishap
    },
  }
}
