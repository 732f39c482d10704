import type { z } from 'zod'
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../fields.ts'
import { elementsIn } from '../input-values.ts'
import { limits } from '../limits.ts'
import { refuse, refuseWith } from '../refusal.ts'
import { homeView, messageBlocks, modalView, viewBlocks } from './blocks.ts'

/**
 * Gives the blocks back, or refuses with `invalid_blocks` and a JSON pointer for each place that Slack would
 * refuse.
 */
export function checkBlocks(blocks: unknown[], where: 'message' | 'view'): Fields[] {
  const outcome = (where === 'message' ? messageBlocks : viewBlocks).safeParse(blocks)
  if (!outcome.success) refuseWith('invalid_blocks', linesOf(outcome.error.issues, '/blocks'))
  const checked = blocks.filter(isFields)
  const duplicates = duplicateIds(checked)
  if (duplicates.length > 0) refuseWith('invalid_blocks', duplicates)
  return checked
}

/**
 * Gives the view back, or refuses it as Slack would: `invalid_arguments` with the places, `view_too_large`.
 */
export function checkView(view: Fields, type: 'modal' | 'home'): Fields {
  if (Buffer.byteLength(JSON.stringify(view)) > limits.viewBytes) return refuse('view_too_large')
  const outcome = (type === 'modal' ? modalView : homeView).safeParse(view)
  const lines = outcome.success
    ? duplicateIds(listOf(view, 'blocks'))
    : linesOf(outcome.error.issues, '/view')
  const focused = elementsIn(listOf(view, 'blocks').map(block => ({ block_id: 'any', ...block }))).filter(
    ({ element }) => element.focus_on_load === true,
  )
  if (focused.length > 1) lines.push('focus_on_load may be set on one element only [json-pointer:/view]')
  const hasInput = listOf(view, 'blocks').some(block => block.type === 'input')
  if (type === 'modal' && hasInput && fieldsOf(view, 'submit') === undefined)
    lines.push('missing required field: submit [json-pointer:/view]')
  if (lines.length > 0) refuseWith('invalid_arguments', lines)
  return view
}

/** The number of readable characters in the blocks. */
export function readableLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + readableLength(one), 0)
  if (!isFields(value)) return 0
  const own = typeof value.text === 'string' ? [...value.text].length : 0
  return Object.values(value).reduce<number>(
    (sum, one) => sum + (typeof one === 'object' ? readableLength(one) : 0),
    own,
  )
}

type Issue = z.core.$ZodIssue

function linesOf(issues: Issue[], root: string): string[] {
  return issues.flatMap(issue => {
    const place = `[json-pointer:${root}${issue.path.map(step => `/${String(step)}`).join('')}]`
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(key => `invalid additional property: ${key} ${place}`)
    return [`${wordsFor(issue)} ${place}`]
  })
}

function wordsFor(issue: Issue): string {
  if (issue.code === 'too_big')
    return issue.origin === 'array'
      ? `no more than ${issue.maximum} items allowed`
      : `must be at most ${issue.maximum}`
  if (issue.code === 'too_small')
    return issue.origin === 'array'
      ? `must have at least ${issue.minimum} items`
      : `must be at least ${issue.minimum}`
  if (issue.code === 'invalid_union') return 'unsupported type'
  if (issue.code === 'invalid_type') return `must provide a ${issue.expected}`
  return issue.message
}

/** Duplicate ids: a block_id among all blocks, an action_id within one block. */
function duplicateIds(blocks: Fields[]): string[] {
  const ids = blocks.map(block => textOf(block, 'block_id')).filter(one => one !== undefined)
  const lines = duplicatesIn(ids).map(id => `block_id "${id}" already exists [json-pointer:/blocks]`)
  for (const [at, block] of blocks.entries()) {
    const placed = elementsIn([{ ...block, block_id: 'here' }])
    for (const id of duplicatesIn(placed.map(one => one.actionId)))
      lines.push(
        `\`action_id\` "${id}" already exists for another element [json-pointer:/blocks/${at}/elements]`,
      )
  }
  return lines
}

function duplicatesIn(ids: string[]): string[] {
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))]
}
