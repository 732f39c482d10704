/** The pause after so many failures in a row: `first`, then twice as long each time, `max` at most. */
export const backoff = (failures: number, { first, max }: { first: number; max: number }): number =>
  Math.min(max, first * 2 ** (Math.max(1, failures) - 1))
