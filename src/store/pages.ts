import type { Engine, Part, Row } from './engine.ts'

/** Rows of a page: work on them takes some 10 ms. */
const pageSize = 25

/**
 * Calls `work` for every row whose key starts with `prefix`, a page at a time, so that neither memory nor the
 * longest pause grows with the number of rows. Rows that change meanwhile are seen before or after. Ends
 * early when `work` returns false.
 */
export async function eachPage(
  engine: Pick<Engine, 'list'>,
  prefix: string,
  { open = false, limit = pageSize }: Omit<Part, 'after'>,
  work: (rows: Row[]) => Promise<unknown> | unknown,
): Promise<void> {
  let after: string | undefined
  do {
    const rows = await engine.list(prefix, { open, limit, after })
    if (rows.length > 0 && (await work(rows)) === false) return
    after = rows.length === limit ? rows.at(-1)?.key : undefined
  } while (after !== undefined)
}
