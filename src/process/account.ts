import { identityPause, minIdentityPause } from '../retry-policy.ts'
import type { Identity, Slack } from '../slack/slack.ts'
import type { Instant } from '../time/beijing.ts'
import { createIdentity, type IdentityParts, type Own } from './identity.ts'

const unreachable = 'Slack does not know this app or cannot be reached; asking again in a minute'
const uninstalled = 'Slack no longer knows this app: nothing can be posted until it is installed again'

export type Account = {
  /** Reads the workspace of the last run, then asks Slack, and again every minute. */
  start(): Promise<void>
  stop(): void
  /** `ok`, `unknown` before the first answer, else Slack's error code. */
  state(): string
  /** Reports that Slack, in any call or event, no longer accepts the app. */
  denied(error: string): void
  /** The app's workspace; waits for Slack's first answer, but not for long. */
  own(): Promise<Own | undefined>
  /** True if the app has the scopes to look for its own messages, or its scopes are unknown. */
  canLookUp(): boolean
  /** Number of requests to Slack under way. */
  underWay(): number
}

type Parts = IdentityParts & { slack: Slack; onBack: (own: Own) => void }

/** Tracks who the app is at Slack and whether Slack still accepts it. */
export function createAccount({ slack, texts, clock, log, onBack }: Parts): Account {
  const identity = createIdentity({ texts, clock, log })
  let scopes: Identity['scopes']
  let state = 'unknown'
  let askedAt: Instant | undefined
  let cancel = () => {}
  let isStopped = false
  let underWay = 0

  async function check() {
    cancel()
    askedAt = clock.now()
    underWay++
    try {
      const { team, user, ...rest } = await slack.identity()
      scopes = rest.scopes
      await identity.set({ team, user })
      accept({ team, user })
    } catch (err) {
      reject(errorWord(err), unreachable)
    }
    underWay--
    if (!isStopped) cancel = clock.after(identityPause, check)
  }
  function accept(own: Own) {
    if (state === 'ok') return
    state = 'ok'
    log.info({ team: own.team }, 'Slack is there')
    if (!canSearch(scopes))
      log.warn('the history scopes are missing: after a lost answer a message may be posted twice')
    onBack(own)
  }
  function reject(error: string, message: string) {
    state = error
    log.error({ error }, message)
  }

  return {
    async start() {
      await identity.recall()
      void check()
    },
    stop() {
      isStopped = true
      cancel()
    },
    state: () => state,
    denied(error) {
      if (error !== state) reject(error, uninstalled)
    },
    async own() {
      if (identity.known()) return identity.known()
      if (underWay === 0 && askedAt !== undefined && clock.now() - askedAt >= minIdentityPause) void check()
      await identity.wait()
      return identity.known()
    },
    canLookUp: () => canSearch(scopes),
    underWay: () => underWay,
  }
}

const canSearch = (scopes: Identity['scopes']): boolean =>
  scopes === undefined || (scopes.includes('channels:history') && scopes.includes('groups:history'))

/** Slack's error code (`token_revoked`), else the error's own code or name. */
function errorWord(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const data = 'data' in error && typeof error.data === 'object' ? error.data : undefined
  if (data && 'error' in data && typeof data.error === 'string') return data.error
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
