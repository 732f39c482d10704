import type { Message, Workspace } from 'local-slack/workspace.ts'
import { isRowOf, type Ref } from '../src/complaints/store.ts'
import { type SampleParts, sampleChannel } from './sample.ts'

/**
 * Takes away the sample's complaints with their reminders, every message about them, and the channel, unless somebody
 * has used it for something of their own.
 */
export async function clearSample({ slack, records, idle }: SampleParts, sample: Ref[]): Promise<void> {
  const { workspace } = slack
  await idle()
  await records.erase(row => sample.some(ref => isRowOf(ref, row)))
  // A message that was on its way stands by now.
  await idle()
  const ids = sample.map(ref => ref.id)
  for (const [channel, messages] of workspace.messages)
    workspace.messages.set(channel, withoutThreadsOf(ids, messages))
  const shown = workspace.ephemerals.filter(one => !names(ids, one))
  workspace.ephemerals.splice(0, workspace.ephemerals.length, ...shown)

  const channel = workspace.channels.get(sampleChannel)
  if (!channel) return
  const others = (await records.complaints()).some(one => one.channel === sampleChannel)
  if (!others && workspace.messages.get(sampleChannel)?.length === 0) await remove(workspace)
  workspace.changed({ kind: 'channel', channel })

  async function remove({ channels, messages }: Workspace) {
    channels.delete(sampleChannel)
    messages.delete(sampleChannel)
    await records.erase(({ key }) => key.endsWith(`:${sampleChannel}`))
  }
}

/** Leaves out what the app said of these complaints, and whatever anybody wrote below it. */
function withoutThreadsOf(ids: string[], messages: Message[]): Message[] {
  const gone = new Set(messages.filter(one => names(ids, one)).map(one => one.ts))
  return messages.filter(one => !gone.has(one.ts) && !gone.has(one.threadTs ?? ''))
}

const names = (ids: string[], { byApp, text, blocks }: Message): boolean =>
  byApp && ids.some(id => `${text} ${JSON.stringify(blocks ?? [])}`.includes(id))
