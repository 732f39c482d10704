import { type Fields, numberOf, textOf } from './fields.ts'
import { refuse } from './refusal.ts'

/** One page of a list by `limit` and `cursor`, with what Slack puts into `response_metadata`. Error: `invalid_cursor`. */
export function pageOf<T>(
  all: T[],
  args: Fields,
  usual: number,
): { page: T[]; hasMore: boolean; more: Fields } {
  const limit = Math.min(Math.max(numberOf(args, 'limit') ?? usual, 1), 1000)
  const cursor = textOf(args, 'cursor')
  const from =
    cursor === undefined ? 0 : Number(Buffer.from(cursor, 'base64').toString().replace('from:', ''))
  if (!Number.isInteger(from) || from < 0 || (cursor !== undefined && from === 0))
    return refuse('invalid_cursor')
  const next = from + limit
  const hasMore = next < all.length
  const nextCursor = hasMore ? Buffer.from(`from:${next}`).toString('base64') : ''
  return { page: all.slice(from, next), hasMore, more: { response_metadata: { next_cursor: nextCursor } } }
}
