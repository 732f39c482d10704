import { seeded } from 'local-slack/seed.ts'
import type { LocalSlack } from 'local-slack/server.ts'
import type { Ref } from '../src/complaints/store.ts'
import type { Instant } from '../src/time/beijing.ts'
import type { Records } from './records.ts'
import { sampleStory } from './sample-story.ts'

const { team, lin, chen, emma, bot } = seeded
export const sampleChannel = 'C0SAMPLE'

export type SampleParts = {
  slack: Pick<LocalSlack, 'workspace' | 'deliver'>
  records: Records
  /** Moves the clock to that time, running everything due before it. */
  travel: (to: Instant) => Promise<void>
  /** Resolves when the app has no work running. */
  idle: () => Promise<void>
}

/**
 * Plays the sample's weeks up to `present` with people and app, in a channel with everyone of the first
 * workspace. Resolves to the refs of its complaints.
 */
export async function recordSample(parts: SampleParts, present: Instant): Promise<Ref[]> {
  const { slack, records, travel } = parts
  const { workspace, deliver } = slack
  const channel = sampleChannel
  const created = Math.floor(workspace.now() / 1000)
  const members = new Set([lin, chen, emma, bot])
  const room = { id: channel, team, name: '示例-sample', kind: 'public', archived: false } as const
  workspace.channels.set(channel, { ...room, members, created, sharedWith: [] })
  workspace.messages.set(channel, [])

  for (const { at, by, order, says, talk } of sampleStory(present)) {
    await travel(at)
    const complaint = (await records.complaints()).find(one => one.order === order)
    const said = { user: by, channel, text: says(complaint?.id ?? '') }
    if (talk) await deliver.say({ ...said, threadTs: complaint?.outbox.card?.ts })
    else await deliver.command({ ...said, command: '/complaint' })
  }
  await travel(present)
  // Slack does not keep ephemeral messages either.
  workspace.ephemerals.length = 0
  return records.complaints()
}
