import { z } from 'zod'

/** A copy of a delivery comes within minutes, so the latest few are enough. */
const max = 20

/** The names of the latest deliveries that changed a stored value, kept with it; what was stored before has none. */
export const deliveries = z.array(z.string()).optional()

export const withDelivery = (known: readonly string[] = [], via: string): string[] =>
  [...known, via].slice(-max)
