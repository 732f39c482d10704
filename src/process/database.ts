import type { Log } from '../log.ts'
import type { DatabaseFile } from '../store/lost-file.ts'
import type { Store } from '../store/open.ts'
import { SECOND } from '../time/beijing.ts'
import type { Clock } from '../time/clock.ts'

const intervalMs = 2 * SECOND

/** Logs the database's path and its number of open complaints, or warns that the database is new. */
export async function logOpened(store: Store, log: Log): Promise<void> {
  const { path, created } = store.file
  if (created) return log.warn({ database: path, open: 0 }, 'created a new, empty database')
  log.info({ database: path, open: await store.count('complaint:', { open: true }) }, 'opened the database')
}

/**
 * Checks every two seconds that the open file is still at its path, and logs when that changes. Returns a
 * function that stops the checks.
 */
export function watchFile(file: Pick<DatabaseFile, 'lost'>, { clock, log }: { clock: Clock; log: Log }) {
  let known: string | undefined
  let cancel = () => {}
  function check() {
    const lost = file.lost()
    if (lost && lost.path + lost.what !== known)
      log.error(
        { database: lost.path, what: lost.what },
        'the database file is gone: commands are refused, and what reminders note is lost at the next start; put the file back, or restart',
      )
    if (!lost && known !== undefined) log.warn('the database file is back')
    known = lost && lost.path + lost.what
    cancel = clock.after(intervalMs, check)
  }
  check()
  return () => cancel()
}
