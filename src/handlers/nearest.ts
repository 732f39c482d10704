/** No name of ours comes near this length, in UTF-16 units. */
const longest = 100

/**
 * The candidate that `word` was most likely meant to be, or undefined when none is near: up to two slips (one in words
 * of two or three characters) or a third of the length. A slip is a character missing, added, changed or swapped.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > longest) return undefined
  const typed = characters(word)
  let best: { candidate: string; slips: number } | undefined
  for (const candidate of candidates) {
    const meant = characters(candidate)
    const longer = Math.max(typed.length, meant.length)
    const shorter = Math.min(typed.length, meant.length)
    const allowed = Math.min(longer < 4 ? 1 : Math.max(2, Math.floor(longer / 3)), shorter - 1)
    if (longer - shorter > allowed) continue
    const slips = slipsBetween(typed, meant)
    if (slips <= allowed && slips < (best?.slips ?? Number.POSITIVE_INFINITY)) best = { candidate, slips }
  }
  return best?.candidate
}

const characters = (word: string) => [...word.normalize('NFKC').toLowerCase()]

/** The Damerau-Levenshtein distance (optimal string alignment), keeping the last three rows of its table. */
function slipsBetween(typed: string[], meant: string[]): number {
  let before: number[] = []
  let above = [...meant.keys(), meant.length]
  typed.forEach((character, i) => {
    const row = [i + 1]
    meant.forEach((other, j) => {
      const at = (cells: number[], index: number) => cells[index] ?? Number.POSITIVE_INFINITY
      const swapped =
        character === meant[j - 1] && typed[i - 1] === other
          ? at(before, j - 1) + 1
          : Number.POSITIVE_INFINITY
      row.push(
        Math.min(at(above, j + 1) + 1, at(row, j) + 1, at(above, j) + (character === other ? 0 : 1), swapped),
      )
    })
    before = above
    above = row
  })
  return above[meant.length] ?? typed.length
}
