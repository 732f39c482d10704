import { seeded } from 'local-slack/seed.ts'
import { defaultSettings } from '../../src/complaints/channel-settings.ts'
import { type Complaint, isOpen } from '../../src/complaints/complaint.ts'
import { record } from '../../src/complaints/record.ts'
import { apply } from '../../src/complaints/transitions.ts'
import { wakeAt } from '../../src/reminders/delivery/wake-at.ts'
import { fallbackAction } from '../../src/reminders/fallback/fallback-copy.ts'
import { loadRules } from '../../src/search/load-rules.ts'
import type { Engine, Swap } from '../../src/store/engine.ts'
import { DAY, type Instant, MINUTE } from '../../src/time/beijing.ts'

const { book, calendar } = loadRules()
const batchSize = 500

/** A complaint with eight notes whose messages are all delivered, so that none is due now. */
function deliveredComplaint(n: number, channel: string, at: Instant, now: Instant): Complaint {
  const place = { id: `H-${n.toString().padStart(6, '0')}`, team: seeded.team, channel }
  const by = (via: string) => ({ by: seeded.lin, at, via: `${via} ${n}` })
  let complaint = record({ order: `order ${n}`, received: at - MINUTE }, place, book, by('new'))
  for (let note = 0; note < 8; note++)
    complaint = apply(complaint, { type: 'noted', text: `买家第 ${note} 次联系，已回复` }, by(`note ${note}`))
  if (at < now - DAY) complaint = apply(complaint, { type: 'dismissed' }, by('end'))
  const { length } = complaint.history
  const { action } = fallbackAction(complaint, now)
  const net = action && 'net' in action ? { net: { ...action.net, id: `Q${n}` } } : {}
  const card = { ts: `${Math.floor(at / 1000)}.${n.toString().padStart(6, '0')}`, shown: length }
  return { ...complaint, outbox: { cards: 1, card, told: length, sent: {}, ...net } }
}

function rowsOf(complaint: Complaint, now: Instant): Swap[] {
  const { team, channel, id, order, outbox } = complaint
  const wake = wakeAt(complaint, { calendar, settings: defaultSettings }, now)
  const row = (key: string, next: string) => ({ key, expected: undefined, next, wakeAt: undefined })
  return [
    {
      ...row(`complaint:${team}:${channel}:${id}`, JSON.stringify(complaint)),
      wakeAt: wake,
      open: isOpen(complaint) || wake !== undefined,
    },
    row(`id:${team}:${id}`, channel),
    row(`order:${team}:${channel}:${order}`, id),
    row(`thread:${team}:${channel}:${outbox.card?.ts}`, id),
  ]
}

/** Writes this many complaints of one channel straight into an empty store; returns the id of an open one. */
export async function fill(
  engine: Engine,
  { open, closed }: { open: number; closed: number },
): Promise<string> {
  const now = Date.now()
  let swaps: Swap[] = []
  const write = async () => {
    if (!(await engine.swap(swaps))) throw new Error('the store is not empty')
    swaps = []
  }
  for (let n = 0; n < open + closed; n++) {
    const at = n < open ? now - (n % 50) * 1000 : now - 40 * DAY - n * 1000
    swaps.push(...rowsOf(deliveredComplaint(n, seeded.shopA, at, now), now))
    if (swaps.length >= 4 * batchSize) await write()
  }
  await write()
  return 'H-000000'
}
