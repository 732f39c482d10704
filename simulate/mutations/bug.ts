/** A planted bug: in `file`, the text `from`, which has to be there exactly once, becomes `to`. */
export type Bug = { name: string; file: string; from: string; to: string }
