import { type Log, written } from '../log.ts'
import { SECOND } from '../time/beijing.ts'

/** After this, what is still under way is left to the next start; supervisors kill after ten seconds. */
const drainMs = 8 * SECOND
/** After this, the process ends, whatever hangs. */
const stopMs = 9 * SECOND
const lastWordsMs = SECOND / 2

export type ShutdownSteps = {
  /** Takes nothing more in, and resolves when what is under way is done. */
  drain: () => Promise<void>
  close: () => Promise<void>
  log: Log
}

/** Ends the process with 0 at SIGTERM or SIGINT, within ten seconds, and with 1 at an error that nobody expected. */
export function handleShutdown({ drain, close, log }: ShutdownSteps): void {
  const unclean = (err: unknown) => log.warn({ err }, 'the stop was not clean; the next start puts it right')

  async function stop(signal: string) {
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(0), stopMs)
    const late = new Promise<string>(resolve => setTimeout(resolve, drainMs, 'late'))
    if ((await Promise.race([drain().catch(unclean), late])) === 'late')
      log.warn('stopping with work under way; the next start takes it up')
    await close().catch(unclean)
    log.info('stopped')
    await written(lastWordsMs)
    process.exit(0)
  }

  async function die(err: unknown) {
    log.fatal({ err }, 'stopping: nobody expected this error')
    await written(lastWordsMs)
    process.exit(1)
  }

  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.on('uncaughtException', die)
  process.on('unhandledRejection', die)
}
