import { failureOf } from './failure.ts'

/** For how long a question that was Slack left unanswered is not asked again, in ms. */
const failureMs = 5_000
/** A failure that came sooner cost nobody any time. */
const waitedMs = 500
/** Questions that are remembered of each kind. */
const most = 5_000

type Known<T> = { since: number; answer: Promise<T> }

/**
 * Remembers what `ask` answered for `ttlMs`, unless `keep` does not want it. One question at a time per key. Where a remembered
 * answer is not `enough`, it is asked again.
 *
 * A question that fails leaves what was known before. When the failure took its time, the question fails at once for some
 * seconds, so that those who need its answer do not wait one after another. Where Slack said no, it may be asked again.
 */
export function expiring<T>(
  ttlMs: number,
  now: () => number,
  ask: (key: string) => Promise<T>,
  keep: (answer: T) => boolean = () => true,
): (key: string, enough?: (answer: T) => boolean) => Promise<T> {
  const answers = new Map<string, Known<T>>()
  const failures = new Map<string, Known<T>>()

  function asked(key: string): Promise<T> {
    const failed = failures.get(key)
    if (failed && now() - failed.since < failureMs) return failed.answer
    failures.delete(key)
    if (answers.size > most) answers.clear()
    const before = answers.get(key)
    const since = now()
    const answer = ask(key)
    answers.set(key, { since, answer })
    const isLast = () => answers.get(key)?.answer === answer
    answer.then(
      value => keep(value) || !isLast() || answers.delete(key),
      error => {
        if (now() - since >= waitedMs && failureOf(error).kind !== 'refused') remember(key, answer)
        if (!isLast()) return
        if (before) answers.set(key, before)
        else answers.delete(key)
      },
    )
    return answer
  }

  function remember(key: string, answer: Promise<T>) {
    if (failures.size > most) failures.clear()
    failures.set(key, { since: now(), answer })
  }

  return async (key, enough = () => true) => {
    const known = answers.get(key)
    if (!known || now() - known.since >= ttlMs) return asked(key)
    const answer = await known.answer
    return enough(answer) ? answer : asked(key)
  }
}
