import type { Row } from '../store/engine.ts'
import type { Complaint } from './complaint.ts'
import { plannedSwap, type StoreContext, settingsOf } from './complaint-swap.ts'
import type { ChannelRef } from './keys.ts'
import { readable } from './read-complaint.ts'

/** Complaints planned in one transaction: some ten milliseconds of work. */
export const planBatch = 25

/**
 * Plans many complaints again as they were read; one by one, with `replanOne`, where any of them or the
 * settings have changed meanwhile.
 */
export async function replanAll(
  context: StoreContext,
  channel: ChannelRef,
  rows: Row[],
  replanOne: (complaint: Complaint) => Promise<unknown>,
): Promise<void> {
  const { settings, check } = await settingsOf(context, channel)
  const plans = rows.flatMap(row =>
    readable(row, context.damaged).map(complaint => {
      const swap = plannedSwap(context, complaint, settings, { expected: row.text, next: row.text })
      return { complaint, swap }
    }),
  )
  if (plans.length === 0) return
  const swaps = plans.map(({ swap }) => swap)
  if (await context.engine.swap(swaps, [check]))
    for (const { complaint, swap } of plans) context.stored(complaint, settings, swap.wakeAt)
  else for (const { complaint } of plans) await replanOne(complaint)
}

/** Plans a complaint again as it was read, if its mark of being open is wrong. True: it was. */
export async function correctMark(context: StoreContext, row: Row): Promise<boolean> {
  const { engine, damaged } = context
  const [complaint] = readable(row, damaged)
  if (!complaint) return false
  const [{ settings, check }, [marked]] = await Promise.all([
    settingsOf(context, complaint),
    engine.list(row.key, { open: true, limit: 1 }),
  ])
  const swap = plannedSwap(context, complaint, settings, { expected: row.text, next: row.text })
  return (marked?.key === row.key) !== swap.open && engine.swap([swap], [check])
}
