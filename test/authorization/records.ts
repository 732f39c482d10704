import { seeded } from 'local-slack/seed.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { settingsKey } from '../../src/complaints/keys.ts'
import { record } from '../../src/complaints/record.ts'
import { createComplaintStore, keyOf, type Ref } from '../../src/complaints/store.ts'
import { type Action, apply } from '../../src/complaints/transitions.ts'
import { loadRules } from '../../src/search/load-rules.ts'
import { openTexts } from '../../src/store/keyv.ts'
import { MINUTE } from '../../src/time/beijing.ts'
import { beijing, type Stage } from '../stage/stage.ts'
import { roles, rooms } from './cast.ts'

/** The state of a complaint before a request. */
export type Standing = 'pending' | 'reminded of' | 'penalized' | 'under review' | 'discarded'

const actions: Record<Standing, Action[]> = {
  pending: [],
  'reminded of': [],
  penalized: [{ type: 'upheld', at: beijing('2026-11-20 11:00'), points: 12 }],
  'under review': [
    { type: 'upheld', at: beijing('2026-11-20 11:00'), points: 12 },
    { type: 'appealed', at: beijing('2026-11-20 11:10') },
  ],
  discarded: [{ type: 'discarded', why: 'by mistake' }],
}

const { book } = loadRules()

/** Writes complaints directly into a stage's store. */
export function createRecords({ engine, clock }: Stage) {
  const texts = openTexts(engine)
  const store = createComplaintStore(engine, texts, () => undefined)
  let orders = 0
  return {
    async add(standing: Standing, more: { owner?: string; team?: string } = {}): Promise<Ref> {
      const { owner = roles.owner, team = seeded.team } = more
      const by = { by: owner, at: beijing('2026-11-20 11:20') }
      const order = `order ${orders++}`
      const { complaint } = await store.create(id => {
        const place = { id, team, channel: rooms.home }
        const received = beijing(standing === 'reminded of' ? '2026-11-18 10:30' : '2026-11-20 10:30')
        const made = record({ order, received }, place, book, { ...by, via: order })
        const stands = actions[standing].reduce((before, action) => apply(before, action, by), made)
        // Due messages wait two minutes, as after a rate limit, so that they do not interfere with the test.
        const now = clock.now()
        const trouble = { error: 'busy', since: now, retryAt: now + 2 * MINUTE, tries: 1 }
        return { ...stands, outbox: { cards: 0, told: 0, sent: {}, trouble } }
      })
      return { team, channel: complaint.channel, id: complaint.id }
    },
    /** Makes a person the backup of the channel. */
    backUp: (user: string, team: string = seeded.team) =>
      texts.set(settingsKey({ team, channel: rooms.home }), JSON.stringify({ backup: [user] })),
    /** The stored text without the state of the outbox. */
    async fingerprint(ref: Ref): Promise<string> {
      const text = await texts.get(keyOf(ref))
      const complaint: Complaint | undefined = text === undefined ? undefined : JSON.parse(text)
      return JSON.stringify({ ...complaint, outbox: undefined })
    },
    /** Deletes every complaint. */
    async clear() {
      for (const { key } of await engine.list('complaint:')) await texts.delete(key)
    },
    count: async () => (await engine.list('complaint:')).length,
  }
}

export type Records = ReturnType<typeof createRecords>
