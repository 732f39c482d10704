import { statSync } from 'node:fs'

/** Names the file that stands at a path by device and inode; `undefined`: there is none. A rename keeps it, a copy does not. */
export function identityOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stat && `${stat.dev}:${stat.ino}`
}

/** Whether nothing stands at a path, or a file without content. */
export const isEmpty = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0
