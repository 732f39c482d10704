import type { Channel, Workspace } from './workspace.ts'

/** Gives a channel another id and updates every reference to it; the old id becomes unknown. */
export function rekeyChannel(workspace: Workspace, channel: Channel, id: string): void {
  const old = channel.id
  const { channels, messages, ephemerals, views, scheduled, triggers, responseUrls, files, bookmarks } =
    workspace
  channels.delete(old)
  channel.id = id
  channels.set(id, channel)
  const moved = messages.get(old) ?? []
  messages.delete(old)
  messages.set(id, moved)
  const placed: { channel?: string }[] = [
    ...moved,
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
