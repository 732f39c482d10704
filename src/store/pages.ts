import { eventLoopTurn, type Turn } from '../clock.ts'
import type { Engine, Part, Row } from './engine.ts'

/** Rows read at once: few enough that working on them takes some ten milliseconds. */
const pageSize = 25

/**
 * Works on every row whose key starts with `prefix`, a page at a time, with a turn of the event loop between two pages: neither
 * memory nor the longest pause grows with the number of rows. Rows that change meanwhile are seen before or after.
 */
export async function eachPage(
  engine: Pick<Engine, 'list'>,
  prefix: string,
  { open = false, limit = pageSize, turn = eventLoopTurn }: Part & { turn?: Turn | undefined },
  work: (rows: Row[]) => Promise<void> | void,
): Promise<void> {
  for (let after: string | undefined; ; await turn()) {
    const rows = await engine.list(prefix, { open, limit, after })
    if (rows.length > 0) await work(rows)
    if (rows.length < limit) return
    after = rows.at(-1)?.key
  }
}
