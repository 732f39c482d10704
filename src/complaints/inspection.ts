import type Keyv from 'keyv'
import type { Engine, Row } from '../store/engine.ts'
import { eachPage } from '../store/pages.ts'
import { readSettings } from './channel-settings.ts'
import type { Damaged, KeyLog } from './damage.ts'
import { channelOf, idKey, keyOf, refOf } from './keys.ts'
import { readable } from './read-complaint.ts'
import type { ComplaintStore } from './store-contract.ts'

export type InspectionParts = {
  engine: Engine
  texts: Keyv<string>
  store: Pick<ComplaintStore, 'mark'>
  damaged: Damaged
  log: { error: KeyLog; warn: KeyLog }
  /** The inspection ends early once this returns true. */
  stopped: () => boolean
}

/**
 * Reads all records once, in the background, to find what a damaged file or an incomplete restore left
 * behind. Logs complaints and settings that cannot be read, and ids that lead to no complaint. Repairs ids
 * that do not lead to their complaint, and wrong open marks.
 */
export async function inspectRecords({
  engine,
  texts,
  store,
  damaged,
  log,
  stopped,
}: InspectionParts): Promise<void> {
  /** Makes a stored complaint's id lead to it, unless the id already leads to another stored copy. */
  async function pointTo(row: Row) {
    const ref = refOf(row.key)
    if (!ref) return
    const key = idKey(ref)
    const channel = await texts.get(key)
    if (channel === ref.channel) return
    const other = channel === undefined ? undefined : keyOf({ ...ref, channel })
    if (other !== undefined && (await texts.get(other)) !== undefined) {
      // A complaint that moved between the two reads looks the same, so check that this copy still exists.
      if ((await texts.get(row.key)) !== undefined)
        log.error({ key: row.key }, 'a complaint is stored twice; its id leads to the other one')
      return
    }
    const swap = { key, expected: channel, next: ref.channel, wakeAt: undefined }
    if (await engine.swap([swap], [{ key: row.key, expected: row.text }]))
      log.warn({ key: row.key }, 'the id of a complaint did not lead to it; now it does')
  }

  async function complaints(rows: Row[]) {
    if (stopped()) return false
    for (const row of rows) {
      readable(row, damaged)
      if (await store.mark(row))
        log.warn({ key: row.key }, 'a complaint was wrongly marked as open or closed; now it is not')
      await pointTo(row)
    }
  }

  async function ids(rows: Row[]) {
    if (stopped()) return false
    for (const { key, text: channel } of rows) {
      const [, team = '', id = ''] = key.split(':')
      const complaint = await texts.get(keyOf({ team, channel, id }))
      if (complaint === undefined && (await texts.get(key)) === channel)
        log.error({ key }, 'an id leads to no complaint; a backup may still have it')
    }
  }

  function settings(rows: Row[]) {
    if (stopped()) return false
    for (const { key, text } of rows) {
      const channel = channelOf(key)
      if (channel) readSettings(channel, text, damaged)
    }
  }

  await eachPage(engine, 'channel:', {}, settings)
  await eachPage(engine, 'complaint:', {}, complaints)
  await eachPage(engine, 'id:', {}, ids)
}
