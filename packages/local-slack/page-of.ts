import type { Call } from './call.ts'
import { type Fields, numberOf, textOf } from './fields.ts'
import { methodFacts } from './method-facts.ts'
import { refuse } from './refusal.ts'

const maxLimit = 1000

/**
 * One page of a list by `limit` and `cursor`, with the `response_metadata`. Errors: `invalid_cursor`, and
 * `invalid_limit` where the method's page lists it; elsewhere the nearest valid limit applies.
 */
export function pageOf<T>(
  all: T[],
  { method, args }: Pick<Call, 'method' | 'args'>,
  defaultLimit: number,
): { page: T[]; hasMore: boolean; more: Fields } {
  const asked = textOf(args, 'limit') ?? numberOf(args, 'limit') ?? defaultLimit
  const count = Number(asked)
  const isStrict = methodFacts[method]?.errors.includes('invalid_limit')
  if (isStrict && !(Number.isInteger(count) && count > 0 && count <= maxLimit)) refuse('invalid_limit')
  const limit = Math.min(Math.max(Math.trunc(count) || defaultLimit, 1), maxLimit)
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
