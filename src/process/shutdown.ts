import { type Log, written } from '../log.ts'
import { SECOND } from '../time/beijing.ts'

/** After this, work under way is left to the next start; supervisors kill the process after ten seconds. */
const drainMs = 8 * SECOND
/** After this, the process exits, whatever hangs. */
const stopMs = 9 * SECOND
const logFlushMs = SECOND / 2

export type ShutdownSteps = {
  /** Accepts nothing new and resolves when the work under way is done. */
  drain: () => Promise<void>
  close: () => Promise<void>
  log: Log
}

/** Exits with 0 within ten seconds of SIGTERM or SIGINT, and with 1 on an uncaught error. */
export function handleShutdown({ drain, close, log }: ShutdownSteps): void {
  const logUnclean = (err: unknown) =>
    log.warn({ err }, 'the stop was not clean; the next start puts it right')

  async function stop(signal: string) {
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(0), stopMs)
    const timeout = new Promise<string>(resolve => setTimeout(resolve, drainMs, 'late'))
    if ((await Promise.race([drain().catch(logUnclean), timeout])) === 'late')
      log.warn('stopping with work under way; the next start takes it up')
    await close().catch(logUnclean)
    log.info('stopped')
    await written(logFlushMs)
    process.exit(0)
  }

  async function crash(err: unknown) {
    log.fatal({ err }, 'stopping: nobody expected this error')
    await written(logFlushMs)
    process.exit(1)
  }

  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.on('uncaughtException', crash)
  process.on('unhandledRejection', crash)
}
