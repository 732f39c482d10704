import type { Channel, Workspace } from './workspace.ts'

/** Gives a channel another id: everything in the workspace that names it follows, and the old id names nothing. */
export function rekeyChannel(workspace: Workspace, channel: Channel, id: string): void {
  const old = channel.id
  const { channels, messages, ephemerals, views, scheduled, triggers, responseUrls, files, bookmarks } =
    workspace
  channels.delete(old)
  channel.id = id
  channels.set(id, channel)
  const said = messages.get(old) ?? []
  messages.delete(old)
  messages.set(id, said)
  const placed: { channel?: string }[] = [
    ...said,
    ...ephemerals,
    ...views.values(),
    ...scheduled.values(),
    ...triggers.values(),
    ...responseUrls.values(),
  ]
  for (const one of placed) if (one.channel === old) one.channel = id
  for (const bookmark of bookmarks) if (bookmark.channel_id === old) bookmark.channel_id = id
  for (const file of files.values()) file.shared = file.shared.map(one => (one === old ? id : one))
  workspace.changed({ kind: 'channel', channel })
}
