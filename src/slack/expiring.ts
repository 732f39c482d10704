/**
 * Remembers what `ask` answered for `ttlMs`. One question at a time per key; a failed one is not remembered,
 * nor an answer that `keep` does not want. Who wants it younger than that says how young, in ms.
 */
export function expiring<T>(
  ttlMs: number,
  now: () => number,
  ask: (key: string) => Promise<T>,
  keep: (answer: T) => boolean = () => true,
): (key: string, freshMs?: number) => Promise<T> {
  const answers = new Map<string, { since: number; answer: Promise<T> }>()
  return (key, freshMs = ttlMs) => {
    const known = answers.get(key)
    if (known && now() - known.since < freshMs) return known.answer
    if (answers.size > 5_000) answers.clear()
    const answer = ask(key)
    answers.set(key, { since: now(), answer })
    const forget = () => answers.get(key)?.answer === answer && answers.delete(key)
    answer.then(value => keep(value) || forget(), forget)
    return answer
  }
}
