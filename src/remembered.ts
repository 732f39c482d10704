import { LRUCache } from 'lru-cache'

/** The same function, which remembers its answers to the `max` latest questions; they must not be changed in place. */
export function memoized<Answer extends object>(
  max: number,
  work: (question: string) => Answer,
): (question: string) => Answer {
  const answers = new LRUCache<string, Answer>({ max })
  return question => {
    const known = answers.get(question)
    if (known) return known
    const answer = work(question)
    answers.set(question, answer)
    return answer
  }
}
