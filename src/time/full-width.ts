/** The text with full-width letters, digits, punctuation and spaces (U+FF01-FF5E, U+3000, NBSP) as ASCII. */
export function foldWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, character => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00A0]/g, ' ')
}
