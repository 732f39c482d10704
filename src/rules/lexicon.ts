/** Phrases that each stand for one or more names, to be found anywhere in a text; both are given in characters, or in words. */
export type Lexicon<Part> = {
  put(phrase: Iterable<Part>, name: string): void
  /** `at`: the place of the phrase's first part. */
  find(text: readonly Part[], see: (name: string, at: number) => void): void
}

type Node<Part> = { names: string[]; next: Map<Part, Node<Part>> }

export function createLexicon<Part extends string | number>(): Lexicon<Part> {
  const root: Node<Part> = { names: [], next: new Map() }
  return {
    put(phrase, name) {
      let node = root
      for (const part of phrase) {
        const next = node.next.get(part) ?? { names: [], next: new Map() }
        node.next.set(part, next)
        node = next
      }
      node.names.push(name)
    },
    find(text, see) {
      for (let at = 0; at < text.length; at++) {
        let node: Node<Part> | undefined = root
        for (let end = at; end < text.length && node; end++) {
          const part = text[end]
          node = part === undefined ? undefined : node.next.get(part)
          for (const name of node?.names ?? []) see(name, at)
        }
      }
    },
  }
}
