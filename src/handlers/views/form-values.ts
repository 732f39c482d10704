import type { SlackViewAction, ViewStateValue } from '@slack/bolt'
import type { ModalView } from '@slack/web-api'

export type Values = Map<string, string>

/** The values of a sent form by field, as they would be typed; a date and its time are one. */
export function valuesOf(state: SlackViewAction['view']['state']['values']): Values {
  const values: Values = new Map()
  for (const [block, elements] of Object.entries(state))
    for (const element of Object.values(elements)) {
      const text = textOf(element)
      if (text !== undefined) values.set(block, text.toWellFormed())
    }
  return joinFields(values)
}

/** Joins dates with their times, and the two ends of the quiet hours. */
function joinFields(fields: Values): Values {
  const values: Values = new Map(fields)
  for (const [block, time] of fields) {
    const key = block.endsWith('-time') ? block.slice(0, -'-time'.length) : undefined
    if (key === undefined) continue
    values.delete(block)
    values.set(key, `${values.get(key) ?? ''} ${time}`.trim())
  }
  const end = values.get('quiet-until')
  if (end !== undefined)
    values.set('quiet', values.has('quiet-off') ? 'off' : `${values.get('quiet')}-${end}`)
  values.delete('quiet-until')
  values.delete('quiet-off')
  return values
}

/** The values that differ from those `shown`; an emptied field is blank. */
export function changedValues(values: Values, shown: Record<string, string>): Values {
  const before = joinFields(new Map(Object.entries(shown)))
  const emptied = [...before.keys()].filter(key => !values.has(key)).map((key): [string, string] => [key, ''])
  return new Map([...[...values].filter(([key, value]) => before.get(key) !== value), ...emptied])
}

function textOf(element: ViewStateValue): string | undefined {
  const chosen = element.selected_options?.map(option => option.value).join(',')
  const users = element.selected_users?.map(each => `<@${each}>`).join(',')
  const channel = element.selected_conversation ? `<#${element.selected_conversation}>` : undefined
  const user = element.selected_user ? `<@${element.selected_user}>` : undefined
  return (
    (element.value ??
      element.selected_date ??
      element.selected_time ??
      element.selected_option?.value ??
      user ??
      users ??
      channel ??
      chosen) ||
    undefined
  )
}

/** The initial values of a form's fields, by block. */
export function initialValues(view: ModalView): Record<string, string> {
  const values: Record<string, string> = {}
  for (const block of view.blocks) {
    if (!('element' in block) || !block.block_id) continue
    const { element } = block
    const value = [
      'initial_value' in element && element.initial_value,
      'initial_date' in element && element.initial_date,
      'initial_time' in element && element.initial_time,
      'initial_users' in element && element.initial_users?.map(user => `<@${user}>`).join(','),
      'initial_option' in element && element.initial_option?.value,
      'initial_options' in element && element.initial_options?.map(({ value }) => value).join(','),
    ].find(each => typeof each === 'string')
    if (value) values[block.block_id] = value
  }
  return values
}
