import type { Message, Workspace } from 'local-slack/workspace.ts'
import { isRowOf, type Ref } from '../src/complaints/store.ts'
import { type SampleParts, sampleChannel } from './sample.ts'

/**
 * Removes the sample's complaints with their reminders, every message about them, and the channel unless
 * people have used it for complaints of their own.
 */
export async function clearSample({ slack, records, idle }: SampleParts, sample: Ref[]): Promise<void> {
  const { workspace } = slack
  await idle()
  await records.erase(row => sample.some(ref => isRowOf(ref, row)))
  // By now a message that was being sent is in the channel.
  await idle()
  const ids = sample.map(ref => ref.id)
  for (const [channel, messages] of workspace.messages)
    workspace.messages.set(channel, withoutThreads(ids, messages))
  const kept = workspace.ephemerals.filter(one => !mentions(ids, one))
  workspace.ephemerals.splice(0, workspace.ephemerals.length, ...kept)

  const channel = workspace.channels.get(sampleChannel)
  if (!channel) return
  const hasOthers = (await records.complaints()).some(one => one.channel === sampleChannel)
  if (!hasOthers && workspace.messages.get(sampleChannel)?.length === 0) await remove(workspace)
  workspace.changed({ kind: 'channel', channel })

  async function remove({ channels, messages }: Workspace) {
    channels.delete(sampleChannel)
    messages.delete(sampleChannel)
    await records.erase(({ key }) => key.endsWith(`:${sampleChannel}`))
  }
}

/** Drops the app's messages about these complaints and every reply to them. */
function withoutThreads(ids: string[], messages: Message[]): Message[] {
  const gone = new Set(messages.filter(one => mentions(ids, one)).map(one => one.ts))
  return messages.filter(one => !gone.has(one.ts) && !gone.has(one.threadTs ?? ''))
}

const mentions = (ids: string[], { byApp, text, blocks }: Message): boolean =>
  byApp && ids.some(id => `${text} ${JSON.stringify(blocks ?? [])}`.includes(id))
