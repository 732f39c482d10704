/** The pause after so many failures in a row: `first`, then twice as long each time, `longest` at most. */
export const backoff = (failures: number, { first, longest }: { first: number; longest: number }): number =>
  Math.min(longest, first * 2 ** (Math.max(1, failures) - 1))
