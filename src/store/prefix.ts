const LAST = 0x10ffff

/**
 * The first string, in the order of code points (that of UTF-8 bytes), after all that start with `prefix`;
 * undefined when there is none, as after the empty prefix.
 */
export function afterPrefix(prefix: string): string | undefined {
  const points = [...prefix].map(character => character.codePointAt(0) ?? LAST)
  while (points.at(-1) === LAST) points.pop()
  const last = points.pop()
  if (last === undefined) return undefined
  // Surrogates are no characters: the one after U+D7FF is U+E000.
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1)
}
