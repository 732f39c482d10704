import { type Fields, fieldsOf, isFields, listOf, textOf } from './fields.ts'

type Kind = { state: string; initial: string; holds: 'text' | 'option' | 'options' | 'many' | 'rich' }

const kinds: Record<string, Kind> = {
  plain_text_input: { state: 'value', initial: 'initial_value', holds: 'text' },
  email_text_input: { state: 'value', initial: 'initial_value', holds: 'text' },
  url_text_input: { state: 'value', initial: 'initial_value', holds: 'text' },
  number_input: { state: 'value', initial: 'initial_value', holds: 'text' },
  datepicker: { state: 'selected_date', initial: 'initial_date', holds: 'text' },
  timepicker: { state: 'selected_time', initial: 'initial_time', holds: 'text' },
  datetimepicker: { state: 'selected_date_time', initial: 'initial_date_time', holds: 'text' },
  users_select: { state: 'selected_user', initial: 'initial_user', holds: 'text' },
  channels_select: { state: 'selected_channel', initial: 'initial_channel', holds: 'text' },
  conversations_select: { state: 'selected_conversation', initial: 'initial_conversation', holds: 'text' },
  static_select: { state: 'selected_option', initial: 'initial_option', holds: 'option' },
  external_select: { state: 'selected_option', initial: 'initial_option', holds: 'option' },
  radio_buttons: { state: 'selected_option', initial: 'initial_option', holds: 'option' },
  overflow: { state: 'selected_option', initial: '', holds: 'option' },
  checkboxes: { state: 'selected_options', initial: 'initial_options', holds: 'options' },
  multi_static_select: { state: 'selected_options', initial: 'initial_options', holds: 'options' },
  multi_external_select: { state: 'selected_options', initial: 'initial_options', holds: 'options' },
  multi_users_select: { state: 'selected_users', initial: 'initial_users', holds: 'many' },
  multi_channels_select: { state: 'selected_channels', initial: 'initial_channels', holds: 'many' },
  multi_conversations_select: {
    state: 'selected_conversations',
    initial: 'initial_conversations',
    holds: 'many',
  },
  file_input: { state: 'files', initial: '', holds: 'many' },
  rich_text_input: { state: 'rich_text_value', initial: 'initial_value', holds: 'rich' },
}

/** A person's choice in an input: words, an option's value, several, or null to clear it. */
export type Given = string | number | string[] | Fields | null

/** An interactive element in its block. */
export type Placed = { block: Fields; element: Fields; blockId: string; actionId: string }

/** Every element with an action_id in the blocks, in reading order. */
export function elementsIn(blocks: Fields[]): Placed[] {
  const placed: Placed[] = []
  for (const block of blocks) {
    const single = [fieldsOf(block, 'element'), fieldsOf(block, 'accessory')].filter(one => one !== undefined)
    const several =
      block.type === 'actions' || block.type === 'context_actions' ? listOf(block, 'elements') : []
    for (const element of [...single, ...several]) {
      const blockId = textOf(block, 'block_id')
      const actionId = textOf(element, 'action_id')
      if (blockId !== undefined && actionId !== undefined) placed.push({ block, element, blockId, actionId })
    }
  }
  return placed
}

/**
 * The element's state, initial or as given; undefined for a button. Throws when the choice is not among its
 * options.
 */
export function stateOf(element: Fields, given: Given | undefined): Fields | undefined {
  const type = textOf(element, 'type') ?? ''
  const kind = kinds[type]
  if (kind === undefined) return undefined
  const zone = type === 'timepicker' && element.timezone !== undefined ? { timezone: element.timezone } : {}
  const value = given === undefined ? element[kind.initial] : chosen(element, kind, given)
  const empty = kind.holds === 'options' || kind.holds === 'many' ? [] : null
  return { type, [kind.state]: value ?? empty, ...zone }
}

/** The initial values of the blocks' inputs; `channel` fills those with `default_to_current_conversation`. */
export function initialValues(blocks: Fields[], channel?: string): Record<string, Record<string, Fields>> {
  const values: Record<string, Record<string, Fields>> = {}
  for (const { element, blockId, actionId } of elementsIn(blocks)) {
    if (element.type === 'overflow') continue
    const isCurrent =
      element.default_to_current_conversation === true && element.initial_conversation === undefined
    const state = stateOf(element, isCurrent && channel !== undefined ? channel : undefined)
    if (state !== undefined) values[blockId] = { ...values[blockId], [actionId]: state }
  }
  return values
}

export function isEmpty(state: Fields): boolean {
  const kind = kinds[textOf(state, 'type') ?? '']
  const value = kind && state[kind.state]
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

function chosen(element: Fields, kind: Kind, given: Given): unknown {
  if (given === null) return undefined
  if (kind.holds === 'option') return isFields(given) ? given : optionOf(element, String(given))
  if (kind.holds === 'many') return Array.isArray(given) ? given : [given]
  if (kind.holds !== 'options') return given
  const several = Array.isArray(given) ? given : [given]
  return several.map(one => (isFields(one) ? one : optionOf(element, String(one))))
}

function optionOf(element: Fields, value: string): Fields {
  const options = [
    ...listOf(element, 'options'),
    ...listOf(element, 'option_groups').flatMap(group => listOf(group, 'options')),
  ]
  const option = options.find(one => one.value === value)
  if (option !== undefined) return option
  const offered = options.map(one => one.value).join(', ')
  throw new Error(`No option "${value}" in ${String(element.action_id)}; it offers: ${offered}`)
}
