import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/complaints/channel-settings.ts'
import type { ComplaintStore } from '../../src/complaints/store.ts'
import { attemptStarted } from '../../src/reminders/delivery/delivery-state.ts'
import { dueReminderPosts } from '../../src/reminders/delivery/due-messages.ts'
import { createLostDigests } from '../../src/reminders/digests/lost-digests.ts'
import { sendDigest } from '../../src/reminders/digests/send-digest.ts'
import type { Slack } from '../../src/slack/slack.ts'
import { rules } from '../complaints/given.ts'
import { digests, reminders, startWithComplaints } from './late-harness.ts'

const { calendar } = rules
const silent = () => {}
const log = { debug: silent, info: silent, warn: silent, error: silent, fatal: silent }

describe('Many late reminders of one channel', () => {
  const late = '2026-11-21 12:00'

  it('come in one digest from six complaints on; five complaints get a message each', async () => {
    const five = await startWithComplaints(5)
    await five.harness.sleep(late)
    await five.harness.pass('2026-11-21 12:01')
    expect([digests(five.harness).length, reminders(five.harness).length]).toEqual([0, 5])
    const six = await startWithComplaints(6)
    await six.harness.sleep(late)
    await six.harness.pass('2026-11-21 12:01')
    expect([digests(six.harness).length, reminders(six.harness).length]).toEqual([1, 1])
    for (const { id } of six.complaints) expect(digests(six.harness)[0]?.words).toContain(id)
  })

  it('are split evenly between as few digests as can hold them', async () => {
    const { harness, complaints } = await startWithComplaints(44)
    await harness.pass('2026-11-20 11:05')
    await harness.sleep(late)
    await harness.pass('2026-11-21 12:01')
    const named = digests(harness).map(
      ({ words }) => complaints.filter(({ id }) => words.includes(id)).length,
    )
    expect(named).toEqual([22, 22])
    expect(reminders(harness)).toHaveLength(2)
  })

  it('leave out a complaint that was answered while the machine slept', async () => {
    const { harness, complaints } = await startWithComplaints(7)
    await harness.pass('2026-11-21 10:00')
    const [done] = complaints
    if (!done) throw new Error('none')
    harness.scheduler.stop()
    await harness.doing(done, { type: 'answered' })
    await harness.sleep(late)
    harness.scheduler.start()
    await harness.pass('2026-11-21 12:01')
    expect(digests(harness)[0]?.words).not.toContain(done.id)
  })

  it.each([true, false])(
    'are posted once if the outcome of the digest is unknown (posted: %s)',
    async posted => {
      const { harness, complaints } = await startWithComplaints(8)
      let lost = 0
      harness.slack.fault = call =>
        call.what === 'post' && call.key?.startsWith('digest:') && lost++ === 0
          ? { kind: 'unknown', posted }
          : undefined
      await harness.sleep(late)
      await harness.pass('2026-11-21 12:02')
      expect([digests(harness).length, reminders(harness, 'evidence').length]).toEqual([1, 0])
      for (const each of complaints) {
        const { sent, sending } = (await harness.load(each)).outbox
        expect(Object.values(sent)).toContain(digests(harness)[0]?.ts)
        expect(sending).toBeUndefined()
      }
    },
  )

  it('come in one digest even if a note of unknown outcome cannot be looked up', async () => {
    const { harness, complaint } = await startWithComplaints(8)
    harness.scheduler.stop()
    await harness.doing(complaint, { type: 'noted', text: 'called the buyer' })
    let lost = 0
    harness.slack.fault = call => {
      if (call.what === 'find') return { kind: 'cannot' }
      const isNote = call.what === 'post' && call.key?.includes(':history:')
      return isNote && lost++ === 0 ? { kind: 'unknown', posted: false } : undefined
    }
    await harness.sleep(late)
    harness.scheduler.start()
    await harness.pass('2026-11-21 12:03')
    expect([digests(harness).length, reminders(harness, 'evidence').length]).toEqual([1, 0])
  })

  it('are posted once even if another process starts the digest again during the look-up', async () => {
    const { harness, complaints } = await startWithComplaints(7)
    harness.slack.fault = ({ what, key }) =>
      what === 'post' && key?.startsWith('digest:') ? { kind: 'unknown', posted: false } : undefined
    harness.slack.hold = async ({ what, key }) => {
      if (what !== 'find' || !key?.startsWith('digest:')) return
      for (const each of complaints)
        await harness.store.change(each, (fresh, settings) => {
          const [post] = dueReminderPosts(fresh, { calendar, settings }, harness.clock.now())
          return post ? attemptStarted(fresh, post, harness.clock.now(), key) : fresh
        })
      harness.slack.fault = () => undefined
      harness.slack.hold = () => undefined
    }
    await harness.sleep(late)
    await harness.pass('2026-11-21 12:01')
    expect(reminders(harness)).toEqual([])
    for (const each of complaints)
      expect((await harness.load(each)).outbox.sending?.digest).toMatch(/^digest:/)
    // The other process posted nothing, which a look-up finds out when its lease ends.
    await harness.pass('2026-11-21 12:05')
    expect([digests(harness).length, reminders(harness).length]).toEqual([1, 1])
  })

  it('come in single messages if Slack refuses the digest', async () => {
    const { harness } = await startWithComplaints(7)
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.startsWith('digest:')
        ? { kind: 'refused', error: 'invalid_blocks' }
        : undefined
    await harness.sleep(late)
    await harness.pass('2026-11-21 12:02')
    expect(reminders(harness, 'evidence:48h')).toHaveLength(7)
  })

  it('come in single messages if digests get lost and nothing else does', async () => {
    const { harness } = await startWithComplaints(7)
    harness.slack.fault = call =>
      call.what === 'post' && call.key?.startsWith('digest:') ? { kind: 'unknown', posted: false } : undefined
    await harness.sleep(late)
    await harness.pass('2026-11-21 12:10')
    expect(reminders(harness, 'evidence:48h')).toHaveLength(7)
  })
})

describe('A process that dies while it sends a digest', () => {
  /** Lets the process die at its nth call to Slack or the store; `happens`: the call takes effect first. */
  async function dyingAt(nth: number, happens: boolean) {
    const { harness, complaints, complaint } = await startWithComplaints(7)
    await harness.pass('2026-11-21 10:00')
    await harness.scheduler.stop()
    await harness.pass('2026-11-21 12:00')
    let calls = 0
    const mortal =
      <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
      async (...args: Args): Promise<Result> => {
        if (calls >= nth) throw new Error('dead')
        if (++calls < nth) return call(...args)
        if (happens) await call(...args)
        throw new Error('dead')
      }
    const store: ComplaintStore = { ...harness.store, change: mortal(harness.store.change) }
    const slack: Slack = { ...harness.slack, post: mortal(harness.slack.post) }
    const parts = {
      store,
      calendar,
      slackOf: () => slack,
      now: harness.clock.now,
      log,
      count: () => {},
      lost: createLostDigests(harness.clock.now),
    }
    const dies = await sendDigest(parts, complaint, defaultSettings).then(
      () => false,
      () => true,
    )
    harness.scheduler.start()
    await harness.pass('2026-11-21 12:02')
    return { harness, complaints, dies }
  }

  it.each([true, false])(
    'neither loses nor doubles anything, whichever call it dies at (that call takes effect: %s)',
    async happens => {
      let steps = 0
      for (let nth = 1; ; nth++) {
        const { harness, complaints, dies } = await dyingAt(nth, happens)
        if (!dies) break
        steps++
        const said = complaints.map(
          ({ id }) =>
            reminders(harness).filter(({ key, words }) => key?.includes(id) || words.includes(id)).length,
        )
        // The advice to talk to the buyer, and the digest.
        expect(said, `dead at ${nth}`).toEqual(complaints.map(() => 2))
        expect(digests(harness).length, `dead at ${nth}`).toBe(1)
      }
      expect(steps).toBe(15)
    },
  )
})
