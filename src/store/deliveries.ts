import { z } from 'zod'

/** Slack repeats a delivery within minutes, so a few are enough. */
const max = 20

/** Names of the latest deliveries that changed a stored value, kept with it; absent in old values. */
export const deliveries = z.array(z.string()).optional()

export const withDelivery = (known: readonly string[] = [], via: string): string[] =>
  [...known, via].slice(-max)
