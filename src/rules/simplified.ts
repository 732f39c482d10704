import { Converter } from 'opencc-js/t2cn'

const convert: (text: string) => string = Converter({ from: 'twp', to: 'cn' })
const traditional = new Map<string, boolean>()

function isTraditional(character: string): boolean {
  const known = traditional.get(character) ?? convert(character) !== character
  traditional.set(character, known)
  return known
}

/** Traditional characters as simplified ones, and Taiwan's words as the mainland's; the rest stays. */
export function simplified(text: string): string {
  for (const character of text) if (character > '\u2e80' && isTraditional(character)) return convert(text)
  return text
}
