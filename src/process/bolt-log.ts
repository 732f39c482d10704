import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from '../log.ts'

/** Logs Bolt's warnings, cut at the first colon or bracket: the rest may quote a request or a token. */
export function boltLog(log: Log): Logger {
  const headOf = (said: unknown[]) => String(said[0]).split(/[:([]/, 1).join('').trim()
  return {
    debug() {},
    info() {},
    warn: (...said: unknown[]) => log.warn({ from: 'bolt' }, headOf(said)),
    error: (...said: unknown[]) => log.error({ from: 'bolt' }, headOf(said)),
    setLevel() {},
    getLevel: () => LogLevel.WARN,
    setName() {},
  }
}
