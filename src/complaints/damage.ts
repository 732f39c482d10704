/** Told of a stored complaint that cannot be read. */
export type Damaged = (key: string, error: unknown) => void

/** Takes what is said of a key. */
export type KeyLog = (about: { key: string; err?: unknown }, words: string) => void

/** Names each stored complaint that cannot be read in the log, once. */
export function damageLog(log: { error: KeyLog }): Damaged {
  const named = new Set<string>()
  return (key, err) => {
    if (!named.has(key))
      log.error({ key, err }, 'a stored complaint cannot be read; a backup may still have it')
    named.add(key)
  }
}
