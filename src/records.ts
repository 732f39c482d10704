import { createChannelIds } from './complaints/channel-ids.ts'
import type { ChannelSettings } from './complaints/channel-settings.ts'
import { createChannels } from './complaints/channels.ts'
import type { Complaint } from './complaints/complaint.ts'
import { damageLog } from './complaints/damage.ts'
import { createKeyedMutex } from './complaints/keyed-mutex.ts'
import type { Records } from './complaints/records.ts'
import { settle } from './complaints/settle.ts'
import { createComplaintStore } from './complaints/store.ts'
import type { Log } from './log.ts'
import { createUndelivered } from './reminders/delivery/undelivered.ts'
import { wakeAt } from './reminders/delivery/wake-at.ts'
import type { Calendar } from './rules/working-days.ts'
import type { Engine } from './store/engine.ts'
import { openTexts } from './store/keyv.ts'
import type { Clock } from './time/clock.ts'

export type OpenRecords = ReturnType<typeof openRecords>

type RecordParts = { engine: Engine; clock: Clock; calendar: Calendar; log: Log }

/** Opens the stored complaints: each change also stores when reminders look at the complaint next. */
export function openRecords({ engine, clock: { now }, calendar, log }: RecordParts) {
  const texts = openTexts(engine)
  const damaged = damageLog(log)
  const undelivered = createUndelivered()
  const mutex = createKeyedMutex()
  const nextWake = (complaint: Complaint, settings: ChannelSettings) =>
    wakeAt(settle(complaint, now()), { calendar, settings }, now())
  const stored = (complaint: Complaint, settings: ChannelSettings, wake = Number.POSITIVE_INFINITY) =>
    undelivered.note(settle(complaint, now()), { calendar, settings }, now(), wake)

  function recordsIn(engine: Engine): Records {
    const store = createComplaintStore(engine, texts, nextWake, { damaged, stored, mutex })
    const channels = createChannels(engine, texts, damaged)
    return { store, channels, channelIds: createChannelIds(engine, texts, store) }
  }

  return {
    ...recordsIn(engine),
    /** For the reminders: they continue while the database file is gone and changes are refused. */
    evenIfLost: recordsIn({
      ...engine,
      swap: (swaps, unchanged) => engine.swap(swaps, unchanged, { evenIfLost: true }),
    }),
    texts,
    /** Called for each stored complaint, or channel's settings, that cannot be read. */
    damaged,
    undelivered,
  }
}
