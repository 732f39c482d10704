import type { Complaint } from '../../src/complaints/complaint.ts'
import { type ReminderHarness, startHarness } from './reminder-harness.ts'

/** The reminders and digests in Slack whose keys contain `like`. */
export const reminders = ({ slack }: ReminderHarness, like = '') =>
  slack.messages.filter(({ key = '' }) => !/:(card|history):/.test(key) && key.includes(like))
export const digests = (harness: ReminderHarness) =>
  reminders(harness).filter(({ key }) => key?.startsWith('digest:'))

/** Starts the reminders of `count` complaints in one channel; everything due by 11:01 is posted. */
export async function startWithComplaints(count = 1) {
  const harness = startHarness()
  harness.scheduler.start()
  const complaints: Complaint[] = []
  for (let n = 0; n < count; n++) complaints.push(await harness.create({ order: `order ${n}` }))
  await harness.pass('2026-11-20 11:01')
  return { harness, complaints, complaint: complaints[0] as Complaint }
}
