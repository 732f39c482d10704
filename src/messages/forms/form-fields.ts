import type { InputBlock, InputBlockElement, Option } from '@slack/web-api'
import { formatTime, type Instant } from '../../time/beijing.ts'
import type { Lang, Words } from '../content.ts'
import { plain } from '../parts/blocks.ts'

/** A field of a form; `key`, the name of its argument, is the id of its block. */
type Field = { key: string; label: Words; hint?: Words; optional?: boolean }

const actionId = 'value'

export const input = (
  { key, label, hint, optional }: Field,
  element: InputBlockElement,
  lang: Lang,
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
  field: Field & { max: number; multiline?: boolean; placeholder?: Words; initial?: string | undefined },
  lang: Lang,
): InputBlock {
  const { max, multiline, placeholder, initial } = field
  const initialValue = initial && initial.length <= max ? initial.toWellFormed() : undefined
  return input(
    field,
    {
      type: 'plain_text_input',
      action_id: actionId,
      max_length: max,
      ...(multiline && { multiline }),
      ...(placeholder && { placeholder: plain(placeholder[lang], 150) }),
      ...(initialValue && { initial_value: initialValue }),
    },
    lang,
  )
}

export const numberField = (field: Field & { max: number }, lang: Lang): InputBlock =>
  input(
    field,
    {
      type: 'number_input',
      action_id: actionId,
      is_decimal_allowed: false,
      min_value: '0',
      max_value: String(field.max),
    },
    lang,
  )

/** A Beijing time as day and time of day, whatever the person's own time zone. */
export function timeField(field: Field & { initial?: Instant | undefined }, lang: Lang): InputBlock[] {
  const { key, label, initial, optional = false } = field
  // Seconds are not shown. Only a field that was edited changes the record, so an untouched form keeps them.
  const [day, time] = initial === undefined ? [] : formatTime(initial).split(' ')
  const named = { zh: `${label.zh}：日期`, en: `${label.en}: day` }
  const clock = { zh: `${label.zh}：时刻（北京时间）`, en: `${label.en}: time of day (Beijing)` }
  return [
    input(
      { ...field, label: named, optional },
      { type: 'datepicker', action_id: actionId, ...(day && { initial_date: day }) },
      lang,
    ),
    input(
      { key: `${key}-time`, label: clock, optional },
      {
        type: 'timepicker',
        action_id: actionId,
        timezone: 'Asia/Shanghai',
        ...(time && { initial_time: time }),
      },
      lang,
    ),
  ]
}

export const personField = (field: Field & { initial?: string | undefined }, lang: Lang): InputBlock =>
  input(
    field,
    {
      type: 'users_select',
      action_id: actionId,
      ...(field.initial && /^[UW][A-Z0-9]+$/.test(field.initial) && { initial_user: field.initial }),
    },
    lang,
  )

export const channelField = (field: Field, lang: Lang): InputBlock =>
  input(
    field,
    {
      type: 'conversations_select',
      action_id: actionId,
      filter: { include: ['public', 'private'], exclude_bot_users: true },
    },
    lang,
  )

export const peopleField = (field: Field & { initial: string[] }, lang: Lang): InputBlock =>
  input(
    field,
    {
      type: 'multi_users_select',
      action_id: actionId,
      ...(field.initial.length > 0 && { initial_users: field.initial }),
    },
    lang,
  )

export const clockField = (field: Field & { initial: string }, lang: Lang): InputBlock =>
  input(
    field,
    { type: 'timepicker', action_id: actionId, timezone: 'Asia/Shanghai', initial_time: field.initial },
    lang,
  )

type Choice = { value: string; words: Words }

export const optionsOf = (choices: Choice[], lang: Lang): Option[] =>
  choices.map(({ value, words }) => ({ text: plain(words[lang], 75), value }))

export function choiceField(field: Field & { choices: Choice[]; initial?: string }, lang: Lang): InputBlock {
  const options = optionsOf(field.choices, lang)
  const initial_option = options.find(({ value }) => value === field.initial)
  return input(
    field,
    { type: 'radio_buttons', action_id: actionId, options, ...(initial_option && { initial_option }) },
    lang,
  )
}

/** Any number of the choices, at least one. */
export const choicesField = ({ choices, ...field }: Field & { choices: Choice[] }, lang: Lang): InputBlock =>
  input(field, { type: 'checkboxes', action_id: actionId, options: optionsOf(choices, lang) }, lang)

export const confirmField = (field: Field & { words: Words }, lang: Lang): InputBlock =>
  choicesField({ ...field, choices: [{ value: 'yes', words: field.words }] }, lang)
