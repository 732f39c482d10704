import { editDistance } from '../../search/edit-distance.ts'

/** No name of ours comes near this length, in UTF-16 units. */
const maxLength = 100

/**
 * The candidate that `word` was most likely meant to be, or undefined when none is near: up to two slips (one in words
 * of two or three characters) or a third of the length. A slip is a character missing, added, changed or swapped.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > maxLength) return undefined
  const typed = characters(word)
  let best: { candidate: string; slips: number } | undefined
  for (const candidate of candidates) {
    const meant = characters(candidate)
    const longer = Math.max(typed.length, meant.length)
    const shorter = Math.min(typed.length, meant.length)
    const allowed = Math.min(longer < 4 ? 1 : Math.max(2, Math.floor(longer / 3)), shorter - 1)
    if (longer - shorter > allowed) continue
    const slips = editDistance(typed, meant)
    if (slips <= allowed && slips < (best?.slips ?? Number.POSITIVE_INFINITY)) best = { candidate, slips }
  }
  return best?.candidate
}

const characters = (word: string) => [...word.normalize('NFKC').toLowerCase()]
