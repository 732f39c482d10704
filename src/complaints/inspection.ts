import type Keyv from 'keyv'
import type { Engine, Row } from '../store/engine.ts'
import { eachPage } from '../store/pages.ts'
import { channelOf, readSettings } from './channel-settings.ts'
import type { Damaged, KeyLog } from './damage.ts'
import { idKey, keyOf, refOf } from './keys.ts'
import { readable } from './reading.ts'

export type InspectionParts = {
  engine: Engine
  texts: Keyv<string>
  damaged: Damaged
  log: { error: KeyLog; warn: KeyLog }
  /** Ends it early. */
  stopped: () => boolean
}

/**
 * Reads everything once beside other work, to find what a damaged file or half a restore left: complaints that cannot be
 * read, settings that cannot be read, ids that lead to none, all named in the log; and complaints without an id that leads to them, which are mended.
 */
export async function inspect({ engine, texts, damaged, log, stopped }: InspectionParts): Promise<void> {
  /** Makes the id of a stored complaint lead to it, unless it leads to another place where there is one too. */
  async function pointTo(row: Row) {
    const ref = refOf(row.key)
    if (!ref) return
    const key = idKey(ref)
    const channel = await texts.get(key)
    if (channel === ref.channel) return
    const other = channel === undefined ? undefined : keyOf({ ...ref, channel })
    if (other !== undefined && (await texts.get(other)) !== undefined) {
      // A move between the two reads looks the same for a moment.
      if ((await texts.get(row.key)) !== undefined)
        log.error({ key: row.key }, 'a complaint is stored twice; its id leads to the other one')
      return
    }
    const swap = { key, expected: channel, next: ref.channel, wakeAt: undefined }
    if (await engine.swap([swap], [{ key: row.key, expected: row.text }]))
      log.warn({ key: row.key }, 'the id of a complaint did not lead to it; now it does')
  }

  async function inspectComplaints(rows: Row[]) {
    if (stopped()) return
    for (const row of rows) {
      readable(row, damaged)
      await pointTo(row)
    }
  }

  async function inspectIds(rows: Row[]) {
    if (stopped()) return
    for (const { key, text: channel } of rows) {
      const [, team = '', id = ''] = key.split(':')
      const complaint = await texts.get(keyOf({ team, channel, id }))
      if (complaint === undefined && (await texts.get(key)) === channel)
        log.error({ key }, 'an id leads to no complaint; a backup may still have it')
    }
  }

  function inspectSettings(rows: Row[]) {
    for (const { key, text } of rows) {
      const channel = channelOf(key)
      if (channel) readSettings(channel, text, damaged)
    }
  }

  await eachPage(engine, 'channel:', {}, inspectSettings)
  await eachPage(engine, 'complaint:', {}, inspectComplaints)
  await eachPage(engine, 'id:', {}, inspectIds)
}
