import { SECOND } from '../time/beijing.ts'

/** Timeout of a call that posts a message or reads a page of messages. */
export const sendTimeoutMs = 10 * SECOND
/**
 * Timeout of a look-up. Requests that can do without its answer stop waiting earlier
 * (`handlers/time-budget.ts`).
 */
export const lookUpTimeoutMs = 6 * SECOND
/** Time after which a search for a message asks for no further page. */
export const maxPagingMs = 8 * SECOND

/** Longest time that a search for a message can take. */
export const maxLookUpMs = maxPagingMs + sendTimeoutMs
/**
 * Longest time that posting can take: a look-up of the people named, a try, and a second one without refused
 * blocks.
 */
export const maxPostMs = lookUpTimeoutMs + 2 * sendTimeoutMs
