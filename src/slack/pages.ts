type Page = { response_metadata?: { next_cursor?: string } }

/** The cursor of the page after this one; undefined after the last. */
export const nextCursor = ({ response_metadata }: Page): string | undefined =>
  response_metadata?.next_cursor || undefined

/** All pages of a list of Slack's, one call each. `ask` adds the cursor to its arguments. */
export async function* pagesOf<P extends Page>(
  ask: (at: { cursor?: string }) => Promise<P>,
): AsyncGenerator<P> {
  let cursor: string | undefined
  do {
    const page = await ask(cursor ? { cursor } : {})
    yield page
    cursor = nextCursor(page)
  } while (cursor)
}
