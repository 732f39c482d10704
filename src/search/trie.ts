/** Phrases that each stand for one or more names, to be found anywhere in a text; both are given in parts: characters, syllables or words. */
export type Trie = {
  put(phrase: Iterable<string>, name: string): void
  find(text: readonly string[], see: (name: string) => void): void
}

type Node = { names: string[]; next: Map<string, Node> }

export function createTrie(): Trie {
  const root: Node = { names: [], next: new Map() }
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
        let node: Node | undefined = root
        for (let end = at; end < text.length && node; end++) {
          node = node.next.get(text[end] ?? '')
          for (const name of node?.names ?? []) see(name)
        }
      }
    },
  }
}
