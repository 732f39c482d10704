import type { Engine } from '../store/engine.ts'
import { type Instant, SECOND } from '../time/beijing.ts'
import type { Health } from './health.ts'

/** The scheduler runs once a minute at least. */
const maxSilence = 150 * SECOND
const timeoutMs = 2 * SECOND
const probeIntervalMs = 5 * SECOND
const probeKey = 'probe:readiness'

export type ReadinessParts = {
  engine: Engine
  health: () => Promise<Health>
  /** The reason why nothing can come in from Slack, if there is one. */
  trouble: () => string | undefined
  now: () => Instant
}

/** Problems by part of the app; empty when it is ready. */
export type Problems = { store?: string; slack?: string; socket?: string; reminders?: string }

/** Checks every part; writes to the store at most once in five seconds. */
export function createReadiness({ engine, health, trouble, now }: ReadinessParts): () => Promise<Problems> {
  let probed: { at: Instant; end: Promise<string | undefined> } | undefined
  function probe(): Promise<string | undefined> {
    const at = now()
    if (!probed || at - probed.at >= probeIntervalMs)
      probed = { at, end: inTime(storeWorks(engine, probeKey, at)).then(() => undefined, whyOf) }
    return probed.end
  }
  return async () => {
    const lost = engine.file?.lost()
    const store = lost ? `the database file was ${lost.what}` : await probe()
    const state = await inTime(health()).catch(whyOf)
    const socket = trouble()
    if (typeof state === 'string') return { store: store ?? state, ...(socket && { socket }) }
    const slack = state.slack === 'ok' ? undefined : state.slack
    const reminders = lateness(state.lastTick, now())
    return {
      ...(store && { store }),
      ...(slack && { slack }),
      ...(socket && { socket }),
      ...(reminders && { reminders }),
    }
  }
}

async function storeWorks({ adapter }: Engine, key: string, now: Instant): Promise<void> {
  await adapter.set(key, String(now))
  if ((await adapter.get(key)) === undefined) throw new Error('what was written cannot be read')
}

function lateness(last: Instant | undefined, now: Instant): string | undefined {
  if (last === undefined) return 'not started'
  const silence = now - last
  return silence > maxSilence ? `last looked ${Math.round(silence / SECOND)} s ago` : undefined
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), timeoutMs)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

const whyOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown')
