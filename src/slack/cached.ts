import { LRUCache } from 'lru-cache'
import { unansweredPause } from '../retry-policy.ts'
import { failureOf } from './failure.ts'

/** A failure that came sooner is not remembered, because asking again costs little time. */
const minSlowMs = 500
const maxKeys = 5_000

type Cached<T> = { since: number; answer: Promise<T> }

/**
 * Caches the answers of `ask` by key for `ttlMs`, unless `keep` rejects an answer. For one key there is only
 * one question at a time. If the cached answer is not `enough` for a caller, the question is repeated, and
 * all such callers share the new answer.
 *
 * A failure does not replace an earlier answer. After a failure that took long, the same question fails at
 * once for five seconds, so that requests do not queue while Slack is down. A refusal by Slack is not
 * cached.
 */
export function cached<T>(
  ttlMs: number,
  now: () => number,
  ask: (key: string) => Promise<T>,
  keep: (answer: T) => boolean = () => true,
): (key: string, enough?: (answer: T) => boolean) => Promise<T> {
  const answers = new LRUCache<string, Cached<T>>({ max: maxKeys })
  const failures = new LRUCache<string, Cached<T>>({ max: maxKeys })

  function askAgain(key: string): Promise<T> {
    const failed = failures.get(key)
    if (failed && now() - failed.since < unansweredPause) return failed.answer
    failures.delete(key)
    const before = answers.get(key)
    const since = now()
    const answer = ask(key)
    answers.set(key, { since, answer })
    const isNewest = () => answers.get(key)?.answer === answer
    answer.then(
      value => keep(value) || !isNewest() || answers.delete(key),
      error => {
        const isSlow = now() - since >= minSlowMs
        if (isSlow && failureOf(error).kind !== 'refused') failures.set(key, { since: now(), answer })
        if (!isNewest()) return
        if (before) answers.set(key, before)
        else answers.delete(key)
      },
    )
    return answer
  }

  return async (key, enough = () => true) => {
    const known = answers.get(key)
    if (!known || now() - known.since >= ttlMs) return askAgain(key)
    const answer = await known.answer
    if (enough(answer)) return answer
    const newer = answers.get(key)
    return newer && newer.answer !== known.answer ? newer.answer : askAgain(key)
  }
}
