import { statSync } from 'node:fs'

/** Device and inode of the file at a path, or undefined. A rename keeps them, a copy does not. */
export function identityOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stat && `${stat.dev}:${stat.ino}`
}

/** True if there is no file at the path, or one without content. */
export const isEmpty = (path: string): boolean => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0
