import { checkBlocks, readableLength } from './block-kit/check.ts'
import { type Fields, isFields, parseJson, textOf } from './fields.ts'
import { limits } from './limits.ts'
import { type Content, withIds } from './messages.ts'
import { refuse } from './refusal.ts'
import type { Metadata, Workspace } from './workspace.ts'

/** The list or object under a key, as JSON in a form; `null` when the text is not JSON. */
export function jsonArg(args: Fields, key: string): unknown {
  const value = args[key]
  if (typeof value !== 'string') return value ?? undefined
  return value === '' ? undefined : (parseJson(value) ?? null)
}

/**
 * Checks the content of a message as Slack does and fills in its ids. Errors: `invalid_blocks`,
 * `invalid_blocks_format`, `msg_blocks_too_long`, `msg_too_long`, `no_text`, `markdown_text_conflict`, and
 * those of metadata.
 */
export function contentOf(workspace: Workspace, args: Fields, max: number): Content {
  const text = textOf(args, 'markdown_text') ?? textOf(args, 'text') ?? ''
  const blocks = blocksArg(workspace, args)
  const attachments = jsonArg(args, 'attachments')
  const attached = Array.isArray(attachments) ? attachments.filter(isFields) : undefined
  if (attached !== undefined && attached.length > limits.attachments) refuse('too_many_attachments')
  if (
    textOf(args, 'markdown_text') !== undefined &&
    (textOf(args, 'text') !== undefined || blocks !== undefined)
  )
    refuse('markdown_text_conflict')
  if ([...(textOf(args, 'markdown_text') ?? '')].length > limits.markdown) refuse('msg_too_long')
  if ([...text].length > max) refuse('msg_too_long')
  if (text.trim() === '' && !blocks?.length && !attached?.length) refuse('no_text')
  return { text, blocks, attachments: attached, metadata: metadataArg(args) }
}

/** The checked blocks of a message; undefined when the arguments have none. */
export function blocksArg(workspace: Workspace, args: Fields): Fields[] | undefined {
  const blocks = jsonArg(args, 'blocks')
  if (blocks === undefined) return undefined
  if (!Array.isArray(blocks)) return refuse('invalid_blocks_format')
  const checked = checkBlocks(blocks, 'message')
  if (readableLength(checked) > limits.messageBlocksText) refuse('msg_blocks_too_long')
  return withIds(workspace, checked)
}

function metadataArg(args: Fields): Metadata | undefined {
  const metadata = jsonArg(args, 'metadata')
  if (metadata === undefined) return undefined
  if (!isFields(metadata)) return refuse('invalid_metadata_format')
  const { event_type, event_payload } = metadata
  if (Object.keys(metadata).length === 0) return undefined
  if (typeof event_type !== 'string' || event_type === '' || !isFields(event_payload))
    return refuse('invalid_metadata_schema')
  if (JSON.stringify(metadata).length > limits.metadata) refuse('metadata_too_large')
  return { event_type, event_payload }
}
