/** A mistake that somebody could make: in `file`, the text `from`, which is there once, becomes `to`. */
export type Bug = { name: string; file: string; from: string; to: string }
