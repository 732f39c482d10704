import { type ChannelSettings, readSettings } from '../src/complaints/channel-settings.ts'
import type { Complaint } from '../src/complaints/complaint.ts'
import { settingsKey } from '../src/complaints/keys.ts'
import { readComplaint } from '../src/complaints/store.ts'
import { untilSwapped } from '../src/store/compare-and-swap.ts'
import type { Engine, Row } from '../src/store/engine.ts'
import { openEngine } from '../src/store/open.ts'
import type { Instant } from '../src/time/beijing.ts'

/** A complaint with its channel's settings. */
export type Planned = { complaint: Complaint; settings: ChannelSettings }

/** The app's database over a second connection, which stays open while the app is stopped. */
export type Records = {
  engine: Engine
  complaints(): Promise<Complaint[]>
  planned(): Promise<Planned[]>
  /** The app's next wake-up. */
  nextWake(): Promise<Instant | undefined>
  /** Deletes the matching rows in one transaction. */
  erase(which: (row: Row) => boolean): Promise<void>
  close(): Promise<void>
}

export function openRecords(databaseUrl: string): Records {
  const engine = openEngine(databaseUrl)
  const complaints = async () => (await engine.list('complaint:')).map(readComplaint)
  return {
    engine,
    complaints,
    async planned() {
      const set = new Map((await engine.list('channel:')).map(({ key, text }) => [key, text]))
      const withSettings = (complaint: Complaint) => ({
        complaint,
        settings: readSettings(complaint, set.get(settingsKey(complaint)), () => {}),
      })
      return (await complaints()).map(withSettings)
    },
    nextWake: () => engine.nextWake(),
    async erase(which) {
      await untilSwapped('erasing rows', async () => {
        const rows = (await engine.list('')).filter(which)
        const gone = { next: undefined, wakeAt: undefined }
        const swapped = await engine.swap(rows.map(({ key, text }) => ({ ...gone, key, expected: text })))
        return swapped ? { result: rows } : undefined
      })
    },
    close: () => engine.close(),
  }
}
