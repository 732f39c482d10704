import { LRUCache } from 'lru-cache'
import { failureOf } from './failure.ts'

/** A question that Slack left unanswered is not asked again for so many ms. */
const failureTtlMs = 5_000
/** A failure that came sooner cost nobody any time. */
const minSlowMs = 500
/** Questions that are remembered of each kind. */
const maxKeys = 5_000

type Known<T> = { since: number; answer: Promise<T> }

/**
 * Remembers what `ask` answered for `ttlMs`, unless `keep` does not want it. A key is asked about once at a time; where the
 * remembered answer is not `enough`, it is asked about again, and all who find it so share the new answer.
 *
 * A failed question leaves the answer before it in place. One that failed after a wait fails at once for the next five seconds,
 * so that requests do not queue behind a Slack that is down. Where Slack refuses, the next request asks again.
 */
export function cached<T>(
  ttlMs: number,
  now: () => number,
  ask: (key: string) => Promise<T>,
  keep: (answer: T) => boolean = () => true,
): (key: string, enough?: (answer: T) => boolean) => Promise<T> {
  const answers = new LRUCache<string, Known<T>>({ max: maxKeys })
  const failures = new LRUCache<string, Known<T>>({ max: maxKeys })

  function asked(key: string): Promise<T> {
    const failed = failures.get(key)
    if (failed && now() - failed.since < failureTtlMs) return failed.answer
    failures.delete(key)
    const before = answers.get(key)
    const since = now()
    const answer = ask(key)
    answers.set(key, { since, answer })
    const isLast = () => answers.get(key)?.answer === answer
    answer.then(
      value => keep(value) || !isLast() || answers.delete(key),
      error => {
        if (now() - since >= minSlowMs && failureOf(error).kind !== 'refused') remember(key, answer)
        if (!isLast()) return
        if (before) answers.set(key, before)
        else answers.delete(key)
      },
    )
    return answer
  }

  function remember(key: string, answer: Promise<T>) {
    failures.set(key, { since: now(), answer })
  }

  return async (key, enough = () => true) => {
    const known = answers.get(key)
    if (!known || now() - known.since >= ttlMs) return asked(key)
    const answer = await known.answer
    if (enough(answer)) return answer
    const newer = answers.get(key)
    return newer && newer.answer !== known.answer ? newer.answer : asked(key)
  }
}
