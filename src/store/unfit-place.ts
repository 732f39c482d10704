import { accessSync, constants, lstatSync, realpathSync, type Stats, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { logFilesOf } from './create-file.ts'
import { isEmpty } from './file-identity.ts'
import { knownVersion, migrations } from './migrations.ts'
import { isDamage } from './sqlite-failure.ts'

const { W_OK, X_OK } = constants

/** The statfs(2) types of Linux file systems in which programs cannot store files: proc, sysfs, cgroup2. */
const systemFileSystems = new Set([0x9fa0, 0x62656572, 0x63677270])

/**
 * Throws an error that says why there cannot be a database at `file`: its directory is unusable, it is not a
 * regular file, or it belongs to another program. Changes and creates nothing.
 */
export function refuseUnusablePath(file: string): void {
  const place = nearestExisting(dirname(file))
  if (!statSync(place).isDirectory())
    throw new Error(
      'its directory cannot be created; move aside what is in the way, or set DATABASE_URL to another file',
    )
  if (systemFileSystems.has(statfsSync(place).type))
    throw new Error('its directory holds no files of programs; set DATABASE_URL to a file on a disk')
  const entry = lstatSync(file, { throwIfNoEntry: false })
  const target = statSync(file, { throwIfNoEntry: false })
  if (entry && !target?.isFile())
    throw new Error(`it is ${kindOf(target)}; set DATABASE_URL to a regular file`)
  // SQLite creates its log next to the file, so the directory must be writable too.
  accessSync(place, W_OK | X_OK)
  if (target) accessSync(file, W_OK)
  if (target && target.size > 0) refuseOtherProgram(file)
  else refuseLoneLog(target ? realpathSync(file) : file)
}

/** The directory or its nearest ancestor that exists. */
function nearestExisting(directory: string): string {
  const above = dirname(directory)
  const exists = lstatSync(directory, { throwIfNoEntry: false }) !== undefined
  return exists || above === directory ? directory : nearestExisting(above)
}

function kindOf(target: Stats | undefined): string {
  if (target === undefined) return 'a link to nothing'
  if (target.isDirectory()) return 'a directory'
  if (target.isFIFO()) return 'a FIFO'
  return target.isSocket() ? 'a socket' : 'a device'
}

// SQLite would delete a log without a file, and with it the last changes.
function refuseLoneLog(file: string): void {
  const [log = ''] = logFilesOf(file)
  if (!isEmpty(log))
    throw new Error(
      `the file is gone and its log ${log} is there; put the file back, or, to start without what the log holds, copy it to a safe place and then remove it`,
    )
}

// With `immutable`, SQLite takes no lock and creates no log. Do not read the file without SQLite: closing it
// would drop the locks that other connections of this process hold on it.
function refuseOtherProgram(file: string): void {
  const url = pathToFileURL(file)
  url.search = 'immutable=1'
  const db = new DatabaseSync(url, { readOnly: true })
  try {
    knownVersion(db, migrations.length)
  } catch (error) {
    // `immutable` ignores the log, and after an interrupted checkpoint the file is damaged without it.
    if (!isDamage(error) || !hasLog(file)) throw error
  } finally {
    db.close()
  }
}

/** True if the file has a write-ahead log that is not empty. */
export function hasLog(file: string): boolean {
  const [log = ''] = logFilesOf(realpathSync(file))
  return !isEmpty(log)
}
