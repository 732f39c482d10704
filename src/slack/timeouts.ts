import { SECOND } from '../time/beijing.ts'

/** How long a message, or a page of those that stand there, may take. */
export const sendTimeoutMs = 10 * SECOND
/** How long a look-up may take. What can do without its answer stops waiting earlier (`handlers/time-budget.ts`). */
export const lookUpTimeoutMs = 6 * SECOND
/** No further page is asked for after this. */
export const maxPagingMs = 8 * SECOND

/** How long a look-up for a message can take. */
export const maxLookUpMs = maxPagingMs + sendTimeoutMs
/** How long posting one can take: who it names is asked for, and where its blocks are refused it goes again without. */
export const maxPostMs = lookUpTimeoutMs + 2 * sendTimeoutMs
