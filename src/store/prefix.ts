const MAX_CODE_POINT = 0x10ffff

/**
 * The first string after all that start with `prefix`, ordered by code points as UTF-8 bytes are; undefined
 * when there is none, as for the empty prefix.
 */
export function afterPrefix(prefix: string): string | undefined {
  const points = [...prefix].map(character => character.codePointAt(0) ?? MAX_CODE_POINT)
  while (points.at(-1) === MAX_CODE_POINT) points.pop()
  const last = points.pop()
  if (last === undefined) return undefined
  // Skips the surrogates, which are not characters.
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1)
}
