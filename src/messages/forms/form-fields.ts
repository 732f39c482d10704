import type { InputBlock, InputBlockElement, Option } from '@slack/web-api'
import { formatTime, type Instant } from '../../time/beijing.ts'
import type { Lang, Words } from '../content.ts'
import { plain } from '../parts/blocks.ts'

/** A field of a form; `key`, the name of its argument, is the id of its block. */
type Field = { key: string; label: Words; hint?: Words; optional?: boolean }

const actionId = 'value'

export const input = (
  lang: Lang,
  { key, label, hint, optional }: Field,
  element: InputBlockElement,
): InputBlock => ({
  type: 'input',
  block_id: key,
  label: plain(label[lang], 150),
  ...(hint && { hint: plain(hint[lang], 300) }),
  optional: optional ?? false,
  element,
})

/** A text field. An initial value that is longer than the field allows is left out. */
export function textField(
  lang: Lang,
  field: Field & { max: number; multiline?: boolean; placeholder?: Words; initial?: string | undefined },
): InputBlock {
  const { max, multiline, placeholder, initial } = field
  const initialValue = initial && initial.length <= max ? initial.toWellFormed() : undefined
  return input(lang, field, {
    type: 'plain_text_input',
    action_id: actionId,
    max_length: max,
    ...(multiline && { multiline }),
    ...(placeholder && { placeholder: plain(placeholder[lang], 150) }),
    ...(initialValue && { initial_value: initialValue }),
  })
}

export const numberField = (lang: Lang, field: Field & { max: number }): InputBlock =>
  input(lang, field, {
    type: 'number_input',
    action_id: actionId,
    is_decimal_allowed: false,
    min_value: '0',
    max_value: String(field.max),
  })

/** A Beijing time as day and time of day, whatever the person's own time zone. */
export function timeField(lang: Lang, field: Field & { initial?: Instant | undefined }): InputBlock[] {
  const { key, label, initial, optional = false } = field
  // Seconds are not shown. Only a field that was edited changes the record, so an untouched form keeps them.
  const [day, time] = initial === undefined ? [] : formatTime(initial).split(' ')
  const dayLabel = { zh: `${label.zh}：日期`, en: `${label.en}: day` }
  const timeLabel = { zh: `${label.zh}：时刻（北京时间）`, en: `${label.en}: time of day (Beijing)` }
  return [
    input(
      lang,
      { ...field, label: dayLabel, optional },
      { type: 'datepicker', action_id: actionId, ...(day && { initial_date: day }) },
    ),
    input(
      lang,
      { key: `${key}-time`, label: timeLabel, optional },
      {
        type: 'timepicker',
        action_id: actionId,
        timezone: 'Asia/Shanghai',
        ...(time && { initial_time: time }),
      },
    ),
  ]
}

export const personField = (lang: Lang, field: Field & { initial?: string | undefined }): InputBlock =>
  input(lang, field, {
    type: 'users_select',
    action_id: actionId,
    ...(field.initial && /^[UW][A-Z0-9]+$/.test(field.initial) && { initial_user: field.initial }),
  })

export const channelField = (lang: Lang, field: Field): InputBlock =>
  input(lang, field, {
    type: 'conversations_select',
    action_id: actionId,
    filter: { include: ['public', 'private'], exclude_bot_users: true },
  })

export const peopleField = (lang: Lang, field: Field & { initial: string[] }): InputBlock =>
  input(lang, field, {
    type: 'multi_users_select',
    action_id: actionId,
    ...(field.initial.length > 0 && { initial_users: field.initial }),
  })

export const clockField = (lang: Lang, field: Field & { initial: string }): InputBlock =>
  input(lang, field, {
    type: 'timepicker',
    action_id: actionId,
    timezone: 'Asia/Shanghai',
    initial_time: field.initial,
  })

type Choice = { value: string; words: Words }

export const optionsOf = (lang: Lang, choices: Choice[]): Option[] =>
  choices.map(({ value, words }) => ({ text: plain(words[lang], 75), value }))

export function choiceField(lang: Lang, field: Field & { choices: Choice[]; initial?: string }): InputBlock {
  const options = optionsOf(lang, field.choices)
  const initial_option = options.find(({ value }) => value === field.initial)
  return input(lang, field, {
    type: 'radio_buttons',
    action_id: actionId,
    options,
    ...(initial_option && { initial_option }),
  })
}

/** Any number of the choices, at least one. */
export const choicesField = (lang: Lang, { choices, ...field }: Field & { choices: Choice[] }): InputBlock =>
  input(lang, field, { type: 'checkboxes', action_id: actionId, options: optionsOf(lang, choices) })

export const confirmField = (lang: Lang, field: Field & { words: Words }): InputBlock =>
  choicesField(lang, { ...field, choices: [{ value: 'yes', words: field.words }] })
