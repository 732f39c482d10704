import type Keyv from 'keyv'
import { z } from 'zod'
import type { Log } from '../log.ts'
import { identityPause, minIdentityPause } from '../retry-policy.ts'
import type { Identity, Slack } from '../slack/slack.ts'
import { type Instant, SECOND } from '../time/beijing.ts'
import type { Clock } from '../time/clock.ts'

/** The workspace that the app belongs to, and its own user there. */
const own = z.object({ team: z.string(), user: z.string() })
export type Own = z.infer<typeof own>

/** The workspace of the last good answer, for a start while Slack is down. */
const key = 'identity'
/** Part of the three seconds that Slack waits for an acknowledgement. */
const patience = 1.5 * SECOND

export type Account = {
  /** Recalls the workspace of the last run, then asks Slack, once a minute from then on. */
  start(): Promise<void>
  stop(): void
  /** `ok`, `unknown` before the first answer, else Slack's error word. */
  state(): string
  /** Slack said, in any call or event, that it no longer accepts the app. */
  denied(error: string): void
  /** The workspace that is served; waits for Slack's first answer, but not for long. */
  own(): Promise<Own | undefined>
  /** Whether the app may look for a message of its own; yes while its scopes are not known. */
  canLookUp(): boolean
  /** How many questions to Slack are under way. */
  underWay(): number
}

type Parts = { slack: Slack; texts: Keyv<string>; clock: Clock; log: Log; onBack: (own: Own) => void }

/** Who the app is at Slack, and whether Slack still accepts it. */
export function createAccount({ slack, texts, clock, log, onBack }: Parts): Account {
  let known: Own | undefined
  let scopes: Identity['scopes']
  let state = 'unknown'
  let asked: Instant | undefined
  let cancel = () => {}
  let stopped = false
  let asking = 0
  const waiting = new Set<() => void>()

  const canLookUp = () =>
    scopes === undefined || (scopes.includes('channels:history') && scopes.includes('groups:history'))

  async function check() {
    cancel()
    asked = clock.now()
    asking++
    try {
      const identity = await slack.identity()
      scopes = identity.scopes
      await serve(identity)
      accepted()
    } catch (err) {
      state = errorWord(err)
      log.error(
        { error: state },
        'Slack does not know this app or cannot be reached; asking again in a minute',
      )
    }
    asking--
    if (!stopped) cancel = clock.after(identityPause, check)
  }

  async function serve({ team, user }: Own) {
    const isNew = known?.team !== team || known.user !== user
    known = { team, user }
    for (const resume of waiting) resume()
    if (isNew)
      await texts
        .set(key, JSON.stringify(known))
        .catch(err => log.error({ err }, 'the workspace could not be kept for the next start'))
  }

  function accepted() {
    if (state === 'ok' || !known) return
    state = 'ok'
    log.info({ team: known.team }, 'Slack is there')
    if (!canLookUp())
      log.warn('the history scopes are missing: after a lost answer a message may be posted twice')
    onBack(known)
  }

  return {
    async start() {
      known ??= await recalled(texts).catch(err => {
        log.error({ err }, 'the workspace of the last run could not be read')
        return undefined
      })
      void check()
    },
    stop() {
      stopped = true
      cancel()
    },
    state: () => state,
    denied(error) {
      if (state === error) return
      state = error
      log.error(
        { error },
        'Slack no longer knows this app: nothing can be posted until it is installed again',
      )
    },
    async own() {
      if (known) return known
      if (asking === 0 && asked !== undefined && clock.now() - asked >= minIdentityPause) void check()
      await new Promise<void>(resolve => {
        const cancelWait = clock.after(patience, done)
        function done() {
          cancelWait()
          waiting.delete(done)
          resolve()
        }
        waiting.add(done)
      })
      return known
    },
    canLookUp,
    underWay: () => asking,
  }
}

async function recalled(texts: Keyv<string>): Promise<Own | undefined> {
  const text = await texts.get(key)
  return text === undefined ? undefined : own.parse(JSON.parse(text))
}

/** Slack's word for an error (`token_revoked`), else the error's kind. */
function errorWord(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const data = 'data' in error && typeof error.data === 'object' ? error.data : undefined
  if (data && 'error' in data && typeof data.error === 'string') return data.error
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
