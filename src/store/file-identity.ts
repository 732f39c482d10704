import { statSync } from 'node:fs'

/** Names the file that stands at a path by device and inode; `undefined`: there is none. A rename keeps it, a copy does not. */
export function identityOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stat && `${stat.dev}:${stat.ino}`
}
