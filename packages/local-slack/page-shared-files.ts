import type { ServerResponse } from 'node:http'
import type { Deliver } from './deliver-type.ts'
import { lookUp } from './lookup.ts'
import type { StoredFile, Workspace } from './workspace.ts'

/** The types that the page shows itself; every other file is a download. */
const pictures: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
}

const kindOf = (file: StoredFile) => pictures[file.name.split('.').at(-1)?.toLowerCase() ?? '']

/** Files as a message shows them. `size` in bytes; `picture`: the page may show it. */
export const filesShown = (workspace: Workspace, ids: string[] = []) =>
  ids.flatMap(id => {
    const file = workspace.files.get(id)
    const size = file?.content?.length ?? file?.length
    return file ? [{ id, name: file.title || file.name, size, picture: kindOf(file) !== undefined }] : []
  })

/** Sends a file to a person who is in a conversation where it was shared; false for anyone else. */
export function sendFile(
  workspace: Workspace,
  asked: { id: string; user: string },
  response: ServerResponse,
): boolean {
  const file = workspace.files.get(asked.id)
  const isShared = file?.shared.some(channel => workspace.channels.get(channel)?.members.has(asked.user))
  if (file?.content === undefined || isShared !== true) return false
  const kind = kindOf(file)
  response.writeHead(200, {
    'content-type': kind ?? 'application/octet-stream',
    'content-disposition': `${kind ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  })
  response.end(file.content)
  return true
}

/** Posts a person's message with a file. */
export async function shareFile(
  workspace: Workspace,
  deliver: Deliver,
  did: { user: string; channel: string; name: string; content: Buffer; threadTs?: string | undefined },
): Promise<void> {
  const { user, channel, name, content, threadTs } = did
  const { team } = lookUp(workspace.users, user, 'user')
  const id = workspace.nextId('F')
  const created = Math.floor(workspace.now() / 1000)
  const length = content.length
  const kept = { id, team, user, name, title: name, length, content, created, shared: [channel] }
  workspace.files.set(id, { ...kept, complete: true })
  await deliver.say({ user, channel, text: '', files: [id], ...(threadTs && { threadTs }) })
}
