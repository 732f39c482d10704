/** Phrases with their names, found anywhere in a text; both come in parts: characters, syllables or words. */
export type Trie = {
  /** Adds a phrase; several names may share one. */
  add(phrase: Iterable<string>, name: string): void
  find(text: readonly string[], onMatch: (name: string) => void): void
}

type Node = { names: string[]; next: Map<string, Node> }

export function createTrie(): Trie {
  const root: Node = { names: [], next: new Map() }
  return {
    add(phrase, name) {
      let node = root
      for (const part of phrase) {
        const next = node.next.get(part) ?? { names: [], next: new Map() }
        node.next.set(part, next)
        node = next
      }
      node.names.push(name)
    },
    find(text, onMatch) {
      for (let start = 0; start < text.length; start++) {
        let node: Node | undefined = root
        for (let end = start; end < text.length && node; end++) {
          node = node.next.get(text[end] ?? '')
          for (const name of node?.names ?? []) onMatch(name)
        }
      }
    },
  }
}
