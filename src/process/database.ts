import type { Log } from '../log.ts'
import type { DatabaseFile } from '../store/lost-file.ts'
import type { Store } from '../store/open.ts'
import { SECOND } from '../time/beijing.ts'
import type { Clock } from '../time/clock.ts'

const between = 2 * SECOND

/** Says in the log which database was opened, loudly if there was none before, and how many complaints are open in it. */
export async function sayOpened(store: Store, log: Log): Promise<void> {
  const { path, created } = store.file
  if (created) return log.warn({ database: path, open: 0 }, 'created a new, empty database')
  log.info({ database: path, open: await store.count('complaint:', { open: true }) }, 'opened the database')
}

/** Looks every two seconds whether the open file is still the one at its path, and logs when it no longer is, or is again. */
export function watchFile(file: Pick<DatabaseFile, 'lost'>, { clock, log }: { clock: Clock; log: Log }) {
  let known: string | undefined
  let cancel = () => {}
  function look() {
    const lost = file.lost()
    if (lost && lost.path + lost.what !== known)
      log.error(
        { database: lost.path, what: lost.what },
        'the database file is gone: commands are refused, and what reminders note is lost at the next start; put the file back, or restart',
      )
    if (!lost && known !== undefined) log.warn('the database file is back')
    known = lost && lost.path + lost.what
    cancel = clock.after(between, look)
  }
  look()
  return () => cancel()
}
