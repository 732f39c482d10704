import { methodFacts } from './method-facts.ts'

/** Messages that a channel accepts at once before the limit of one a second. */
export const burst = 5

/** The seconds that a caller has to wait; undefined when the call may go through, which counts it. */
export type RateLimits = (call: { method: string; team: string; channel?: string }) => number | undefined

/** Slack's limits: calls a minute by method and workspace, and about one message a second by channel. */
export function createRateLimits(now: () => number): RateLimits {
  const calls = new Map<string, number[]>()
  const buckets = new Map<string, { left: number; at: number }>()
  return ({ method, team, channel }) => {
    const at = now()
    const key = `${team} ${method}`
    const recent = (calls.get(key) ?? []).filter(before => at - before < 60_000)
    const [oldest] = recent
    if (oldest !== undefined && recent.length >= (methodFacts[method]?.perMinute ?? 50))
      return Math.max(1, Math.ceil((oldest + 60_000 - at) / 1000))
    if (method === 'chat.postMessage' && channel !== undefined) {
      const bucket = buckets.get(`${team} ${channel}`) ?? { left: burst, at }
      const left = Math.min(burst, bucket.left + (at - bucket.at) / 1000)
      if (left < 1) return 1
      buckets.set(`${team} ${channel}`, { left: left - 1, at })
    }
    calls.set(key, [...recent, at])
    return undefined
  }
}
