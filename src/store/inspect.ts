import { accessSync, constants, lstatSync, realpathSync, type Stats, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { besideOf } from './create-file.ts'
import { isEmpty } from './file-identity.ts'
import { knownVersion, migrations } from './migrations.ts'
import { isDamage } from './sqlite-failure.ts'

const { W_OK, X_OK } = constants

/** File systems of Linux that show the system's own state: proc, sysfs and cgroup2, by their numbers in statfs(2). */
const stateOfTheSystem = new Set([0x9fa0, 0x62656572, 0x63677270])

/**
 * Throws an Error with what is wrong if a database could not live at `file`: the place takes no files, something else
 * stands there, or it is another program's database. Changes nothing and creates nothing.
 */
export function refuseUnfitPlace(file: string): void {
  const place = nearestThere(dirname(file))
  if (!statSync(place).isDirectory())
    throw new Error(
      'its directory cannot be created; move aside what is in the way, or set DATABASE_URL to another file',
    )
  if (stateOfTheSystem.has(statfsSync(place).type))
    throw new Error('its directory holds no files of programs; set DATABASE_URL to a file on a disk')
  const entry = lstatSync(file, { throwIfNoEntry: false })
  const target = statSync(file, { throwIfNoEntry: false })
  if (entry && !target?.isFile())
    throw new Error(`it is ${kindOf(target)}; set DATABASE_URL to a regular file`)
  // SQLite keeps its log beside the file, so the directory must be writable too.
  accessSync(place, W_OK | X_OK)
  if (target) accessSync(file, W_OK)
  if (target && target.size > 0) refuseForeign(file)
  else refuseLoneLog(target ? realpathSync(file) : file)
}

/** The directory itself, or the nearest one above it that exists. */
function nearestThere(directory: string): string {
  const above = dirname(directory)
  const there = lstatSync(directory, { throwIfNoEntry: false })
  return there || above === directory ? directory : nearestThere(above)
}

function kindOf(target: Stats | undefined): string {
  if (target === undefined) return 'a link to nothing'
  if (target.isDirectory()) return 'a directory'
  if (target.isFIFO()) return 'a FIFO'
  return target.isSocket() ? 'a socket' : 'a device'
}

// SQLite would delete it, and with it what was saved last.
function refuseLoneLog(file: string): void {
  const [log = ''] = besideOf(file)
  if (!isEmpty(log))
    throw new Error(
      `the file is gone and its log ${log} is there; put the file back, or, to start without what the log holds, copy it to a safe place and then remove it`,
    )
}

// Immutable: SQLite takes no lock and makes no log beside it. Reading the file by other means would drop the locks that
// another connection of this process holds on it.
function refuseForeign(file: string): void {
  const url = pathToFileURL(file)
  url.search = 'immutable=1'
  const db = new DatabaseSync(url, { readOnly: true })
  try {
    knownVersion(db, migrations.length)
  } catch (error) {
    // A file whose checkpoint was interrupted is complete only together with its log, which this look leaves out.
    if (!isDamage(error) || !hasLog(file)) throw error
  } finally {
    db.close()
  }
}

/** Whether a write-ahead log with content stands beside the file. */
export function hasLog(file: string): boolean {
  const [log = ''] = besideOf(realpathSync(file))
  return !isEmpty(log)
}
