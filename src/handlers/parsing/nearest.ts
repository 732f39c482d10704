import { editDistance } from '../../search/edit-distance.ts'

/** Longer words are near no name; in UTF-16 units. */
const maxLength = 100

/**
 * The candidate nearest to `word` by edit distance, where a swap of neighbours is one edit; ties go to the
 * first. Undefined if none is within two edits (one in words of two or three characters) or a third of the
 * length.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > maxLength) return undefined
  const typed = characters(word)
  let best: { candidate: string; edits: number } | undefined
  for (const candidate of candidates) {
    const meant = characters(candidate)
    const longer = Math.max(typed.length, meant.length)
    const shorter = Math.min(typed.length, meant.length)
    const allowed = Math.min(longer < 4 ? 1 : Math.max(2, Math.floor(longer / 3)), shorter - 1)
    if (longer - shorter > allowed) continue
    const edits = editDistance(typed, meant)
    if (edits <= allowed && edits < (best?.edits ?? Number.POSITIVE_INFINITY)) best = { candidate, edits }
  }
  return best?.candidate
}

const characters = (word: string) => [...word.normalize('NFKC').toLowerCase()]
