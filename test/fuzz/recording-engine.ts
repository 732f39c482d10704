import { type Complaint, complaintSchema, isOpen } from '../../src/complaints/complaint.ts'
import { refOf } from '../../src/complaints/store.ts'
import type { Engine, Swap } from '../../src/store/engine.ts'

/** A write to a complaint. `by`: the author of each step in it. */
export type Written = { key: string; by: string[] }

/** The engine; records in `written` writes with steps of people, and changes of facts without one. */
export function recordingEngine(engine: Engine, written: Written[]): Engine {
  const note = ({ key, expected, next }: Swap) => {
    if (!key.startsWith('complaint:') || next === undefined) return
    const [before, after] = [read(expected), read(next)]
    const by = after.steps.slice(before.steps.length)
    const unseen = expected !== undefined && by.length === 0 && before.facts !== after.facts
    if (by.length > 0 || unseen) written.push({ key, by: unseen ? ['nobody'] : by })
  }
  return {
    ...engine,
    async swap(swaps) {
      const done = await engine.swap(swaps)
      if (done) for (const swap of swaps) note(swap)
      return done
    },
  }
}

/** The authors of a complaint's history, and the facts that only people can change. */
function read(text: string | undefined): { steps: string[]; facts: string } {
  if (text === undefined) return { steps: [], facts: '' }
  const { history, outbox: _, state: __, ...facts }: Complaint = JSON.parse(text)
  return { steps: history.flatMap(({ by }) => by ?? []), facts: JSON.stringify(facts) }
}

/** Inconsistencies of the store: complaints that cannot be read, or found by id or order. */
export async function inconsistencies(engine: Engine): Promise<string[]> {
  const texts = async (prefix: string) =>
    new Map((await engine.list(prefix)).map(({ key, text }) => [key, text] as const))
  const [complaints, ids, orders] = [await texts('complaint:'), await texts('id:'), await texts('order:')]
  return [...complaints].flatMap(([key, text]) => {
    const { data } = complaintSchema.safeParse(JSON.parse(text))
    const ref = refOf(key)
    if (!data || !ref) return [`cannot be read: ${key}`]
    const { team, channel, id, order } = data
    const holder = orders.get(`order:${team}:${channel}:${order}`)
    return [
      ...(team === ref.team && channel === ref.channel && id === ref.id
        ? []
        : [`not what its key says: ${key}`]),
      ...(ids.get(`id:${team}:${id}`) === channel ? [] : [`not found by its id: ${key}`]),
      ...(!isOpen(data) || complaints.has(`complaint:${team}:${channel}:${holder}`)
        ? []
        : [`not found by its order: ${key}`]),
    ]
  })
}
