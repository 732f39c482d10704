/**
 * Remembers what `ask` answered for `ttlMs`. One question at a time per key; a failed one is not remembered,
 * nor an answer that `keep` does not want. For whom a remembered answer is not `enough`, it is asked again.
 */
export function expiring<T>(
  ttlMs: number,
  now: () => number,
  ask: (key: string) => Promise<T>,
  keep: (answer: T) => boolean = () => true,
): (key: string, enough?: (answer: T) => boolean) => Promise<T> {
  const answers = new Map<string, { since: number; answer: Promise<T> }>()

  function asked(key: string): Promise<T> {
    if (answers.size > 5_000) answers.clear()
    const before = answers.get(key)
    const answer = ask(key)
    answers.set(key, { since: now(), answer })
    const isLast = () => answers.get(key)?.answer === answer
    answer.then(
      value => keep(value) || !isLast() || answers.delete(key),
      () => isLast() && (before ? answers.set(key, before) : answers.delete(key)),
    )
    return answer
  }

  return async (key, enough = () => true) => {
    const known = answers.get(key)
    if (!known || now() - known.since >= ttlMs) return asked(key)
    const answer = await known.answer
    return enough(answer) ? answer : asked(key)
  }
}
