import { channelOf } from './keys.ts'

/** Receives each stored complaint, or channel's settings, that cannot be read. */
export type Damaged = (key: string, error: unknown) => void

export type KeyLog = (about: { key: string; err?: unknown }, words: string) => void

/** Logs each damaged key once. */
export function damageLog(log: { error: KeyLog }): Damaged {
  const named = new Set<string>()
  return (key, err) => {
    if (named.has(key)) return
    named.add(key)
    log.error({ key, err }, channelOf(key) ? settingsWords : complaintWords)
  }
}

const complaintWords = 'a stored complaint cannot be read; a backup may still have it'
const settingsWords =
  'the settings of a channel cannot be read: the defaults apply until somebody sets them again'
