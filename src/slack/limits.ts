import { SECOND } from '../time/beijing.ts'

/** How long a message, or a page of those that stand there, may take. */
export const sendingMs = 10 * SECOND
/** How long a look-up may take. What can do without its answer stops waiting earlier (`handlers/budget.ts`). */
export const askingMs = 6 * SECOND
/** No further page is asked for after this. */
export const lastPageAfter = 8 * SECOND

/** How long a look-up for a message can take. */
export const maxLookUpMs = lastPageAfter + sendingMs
/** How long posting one can take: who it names is asked for, and where its blocks are refused it goes again without. */
export const maxPostMs = askingMs + 2 * sendingMs
