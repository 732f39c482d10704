/**
 * Phrases that each stand for one or more names, to be found anywhere in a text. With a space as `between`, only whole words
 * are found.
 */
export function createLexicon(between: '' | ' ' = '') {
  const names = new Map<string, string[]>()
  /** The beginnings of phrases, so that a search stops where none goes on. */
  const beginnings = new Set<string>()

  return {
    put(phrase: string, name: string) {
      names.set(phrase, [...(names.get(phrase) ?? []), name])
      for (let end = nextEnd(phrase, 0); end <= phrase.length; end = nextEnd(phrase, end))
        beginnings.add(phrase.slice(0, end))
    },
    find(text: string, see: (name: string, at: number) => void) {
      for (let start = 0; start < text.length; start = nextStart(text, start)) {
        let end = nextEnd(text, start)
        while (end <= text.length && beginnings.has(text.slice(start, end))) {
          for (const name of names.get(text.slice(start, end)) ?? []) see(name, start)
          end = nextEnd(text, end)
        }
      }
    },
  }

  /** Where the next character, or the next word, ends. */
  function nextEnd(text: string, from: number): number {
    if (from >= text.length) return text.length + 1
    if (between === '') return from + 1
    const at = text.indexOf(between, from + 1)
    return at < 0 ? text.length : at
  }

  function nextStart(text: string, from: number): number {
    if (between === '') return from + 1
    const at = text.indexOf(between, from)
    return at < 0 ? text.length : at + 1
  }
}
