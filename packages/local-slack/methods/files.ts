import type { Call } from '../call.ts'
import { visibleChannel } from '../channels.ts'
import { blocksArg, jsonArg } from '../content.ts'
import { type Fields, isFields, numberOf, textOf, wordsOf } from '../fields.ts'
import { limits } from '../limits.ts'
import { postMessage } from '../messages.ts'
import { refuse } from '../refusal.ts'
import type { StoredFile } from '../workspace.ts'
import { threadArg } from './chat.ts'

export function filesGetUploadUrlExternal({ workspace, team, args, origin }: Call): Fields {
  const name = textOf(args, 'filename')
  const length = numberOf(args, 'length')
  if (name === undefined || length === undefined || length <= 0) return refuse('missing_argument')
  if (length > limits.fileBytes) return refuse('file_upload_size_restricted')
  if ([...(textOf(args, 'alt_txt') ?? '')].length > limits.fileAltText) return refuse('alt_txt_too_large')
  const file: StoredFile = {
    id: workspace.nextId('F'),
    team: team.id,
    user: team.botUserId,
    name,
    title: name,
    length,
    content: undefined,
    created: Math.floor(workspace.now() / 1000),
    shared: [],
    complete: false,
  }
  workspace.files.set(file.id, file)
  return { upload_url: `${origin}/upload/v1/${file.id}`, file_id: file.id }
}

export function filesCompleteUploadExternal(call: Call): Fields {
  const { workspace, team, args, origin } = call
  const listed = jsonArg(args, 'files')
  const wanted = Array.isArray(listed) ? listed.filter(isFields) : []
  if (wanted.length === 0) return refuse('invalid_arguments')
  const files = wanted.map(one => {
    const file = workspace.files.get(textOf(one, 'id') ?? '')
    if (file?.team !== team.id || file.content === undefined) return refuse('file_not_found')
    file.title = textOf(one, 'title') ?? file.name
    return file
  })
  const several = wordsOf(args, 'channels')
  if (several.length > limits.fileChannels) return refuse('channels_limit_exceeded')
  if (several.some(id => !workspace.channels.has(id))) return refuse('invalid_channel')
  const channels = [textOf(args, 'channel_id'), ...several].filter(one => one !== undefined)
  for (const id of channels) {
    const channel = visibleChannel(workspace, team, id)
    if (!channel.members.has(team.botUserId)) return refuse('not_in_channel')
    if (channel.archived) return refuse('posting_to_channel_denied')
    const words = { text: textOf(args, 'initial_comment') ?? '', blocks: blocksArg(workspace, args) }
    const threadTs = threadArg(workspace, channel, args)
    postMessage(
      workspace,
      channel,
      { team, user: team.botUserId },
      { ...words, threadTs, files: files.map(file => file.id) },
    )
    for (const file of files) file.shared.push(channel.id)
  }
  for (const file of files) {
    file.complete = true
    workspace.changed({ kind: 'file', file })
  }
  return { files: files.map(file => fileFields(file, origin)) }
}

export function filesInfo({ workspace, team, args, origin }: Call): Fields {
  const file = workspace.files.get(textOf(args, 'file') ?? '')
  if (file?.team !== team.id || !file.complete) return refuse('file_not_found')
  return { file: fileFields(file, origin), comments: [], response_metadata: { next_cursor: '' } }
}

/** The file as the Web API shows it; its address needs the bot's token. */
export function fileFields(file: StoredFile, origin: string): Fields {
  const address = `${origin}/files-pri/${file.id}/${encodeURIComponent(file.name)}`
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    user: file.user,
    user_team: file.team,
    mode: 'hosted',
    size: file.content?.length ?? file.length,
    filetype: file.name.split('.').at(-1) ?? '',
    is_external: false,
    is_public: false,
    url_private: address,
    url_private_download: `${address}?download=1`,
    channels: file.shared,
  }
}
