import { z } from 'zod'
import { limits } from '../limits.ts'
import { richTextValue } from './rich-text.ts'
import { anyText, confirm, id, mrkdwn, plain, url, words } from './text.ts'

const optionFields = { value: words(limits.optionValue, 1), description: plain(limits.optionText).optional() }
const option = z.strictObject({ text: plain(limits.optionText), ...optionFields })
const overflowOption = z.strictObject({
  text: plain(limits.optionText),
  ...optionFields,
  url: url.optional(),
})
const box = z.strictObject({
  text: anyText(limits.optionText),
  value: optionFields.value,
  description: z.union([plain(limits.optionText), mrkdwn(limits.optionText)]).optional(),
})
const boxes = z.array(box).min(1).max(limits.boxes)
const options = z.array(option).min(1).max(limits.options)
const group = z.strictObject({ label: plain(limits.optionText), options })
const groups = z.array(group).min(1).max(limits.options)

const action = { action_id: id.optional() }
const asked = { ...action, confirm: confirm.optional(), focus_on_load: z.boolean().optional() }
const placeheld = { placeholder: plain(limits.placeholder).optional() }
const select = { ...asked, ...placeheld }
const several = { ...select, max_selected_items: z.int().min(1).optional() }
const dispatch = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
    })
    .optional(),
}
const typed = { ...action, ...placeheld, ...dispatch, focus_on_load: z.boolean().optional() }
const filter = z
  .strictObject({
    include: z
      .array(z.enum(['im', 'mpim', 'private', 'public']))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .optional()
const inputLength = z.int().min(0).max(limits.inputText)

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const exactlyOneList = (element: { options?: unknown; option_groups?: unknown }) =>
  (element.options === undefined) !== (element.option_groups === undefined)
const oneList = 'must provide either options or option_groups'

type Choices = {
  options?: { value: string }[] | undefined
  option_groups?: { options: { value: string }[] }[] | undefined
  initial_option?: { value: string } | undefined
  initial_options?: { value: string }[] | undefined
}

function isInitialOffered({ options = [], option_groups = [], ...chosen }: Choices): boolean {
  const offered = [...options, ...option_groups.flatMap(one => one.options)].map(one => one.value)
  const initial = [
    ...(chosen.initial_options ?? []),
    ...(chosen.initial_option ? [chosen.initial_option] : []),
  ]
  return initial.every(one => offered.includes(one.value))
}
const notOffered = 'initial_option must be one of the options'

/** Every interactive element by its type; unknown properties are refused. */
export const elements = {
  button: z.strictObject({
    type: z.literal('button'),
    ...action,
    text: plain(limits.buttonText),
    value: words(limits.buttonValue).optional(),
    url: url.optional(),
    style: z.enum(['primary', 'danger']).optional(),
    confirm: confirm.optional(),
    accessibility_label: words(limits.buttonText).optional(),
  }),
  overflow: z.strictObject({
    type: z.literal('overflow'),
    ...action,
    confirm: confirm.optional(),
    options: z.array(overflowOption).min(1).max(limits.overflow),
  }),
  checkboxes: z
    .strictObject({
      type: z.literal('checkboxes'),
      ...asked,
      options: boxes,
      initial_options: boxes.optional(),
    })
    .refine(isInitialOffered, notOffered),
  radio_buttons: z
    .strictObject({
      type: z.literal('radio_buttons'),
      ...asked,
      options: boxes,
      initial_option: box.optional(),
    })
    .refine(isInitialOffered, notOffered),
  datepicker: z.strictObject({
    type: z.literal('datepicker'),
    ...select,
    initial_date: z.iso.date().optional(),
  }),
  timepicker: z.strictObject({
    type: z.literal('timepicker'),
    ...select,
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
    timezone: z.string().refine(isTimeZone, 'invalid timezone').optional(),
  }),
  datetimepicker: z.strictObject({
    type: z.literal('datetimepicker'),
    ...asked,
    initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
  }),
  static_select: z
    .strictObject({
      type: z.literal('static_select'),
      ...select,
      options: options.optional(),
      option_groups: groups.optional(),
      initial_option: option.optional(),
    })
    .refine(exactlyOneList, oneList)
    .refine(isInitialOffered, notOffered),
  multi_static_select: z
    .strictObject({
      type: z.literal('multi_static_select'),
      ...several,
      options: options.optional(),
      option_groups: groups.optional(),
      initial_options: options.optional(),
    })
    .refine(exactlyOneList, oneList)
    .refine(isInitialOffered, notOffered),
  external_select: z.strictObject({
    type: z.literal('external_select'),
    ...select,
    initial_option: option.optional(),
    min_query_length: z.int().min(0).optional(),
  }),
  multi_external_select: z.strictObject({
    type: z.literal('multi_external_select'),
    ...several,
    initial_options: options.optional(),
    min_query_length: z.int().min(0).optional(),
  }),
  users_select: z.strictObject({
    type: z.literal('users_select'),
    ...select,
    initial_user: z.string().optional(),
  }),
  multi_users_select: z.strictObject({
    type: z.literal('multi_users_select'),
    ...several,
    initial_users: z.array(z.string()).optional(),
  }),
  channels_select: z.strictObject({
    type: z.literal('channels_select'),
    ...select,
    initial_channel: z.string().optional(),
    response_url_enabled: z.boolean().optional(),
  }),
  multi_channels_select: z.strictObject({
    type: z.literal('multi_channels_select'),
    ...several,
    initial_channels: z.array(z.string()).optional(),
  }),
  conversations_select: z.strictObject({
    type: z.literal('conversations_select'),
    ...select,
    filter,
    initial_conversation: z.string().optional(),
    default_to_current_conversation: z.boolean().optional(),
    response_url_enabled: z.boolean().optional(),
  }),
  multi_conversations_select: z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...several,
    filter,
    initial_conversations: z.array(z.string()).optional(),
    default_to_current_conversation: z.boolean().optional(),
  }),
  plain_text_input: z
    .strictObject({
      type: z.literal('plain_text_input'),
      ...typed,
      initial_value: words(limits.inputText).optional(),
      multiline: z.boolean().optional(),
      min_length: inputLength.optional(),
      max_length: inputLength.min(1).optional(),
    })
    .refine(
      one => (one.min_length ?? 0) <= (one.max_length ?? limits.inputText),
      'min_length must not exceed max_length',
    ),
  email_text_input: z.strictObject({
    type: z.literal('email_text_input'),
    ...typed,
    initial_value: z.string().optional(),
  }),
  url_text_input: z.strictObject({
    type: z.literal('url_text_input'),
    ...typed,
    initial_value: z.string().optional(),
  }),
  number_input: z.strictObject({
    type: z.literal('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  file_input: z.strictObject({
    type: z.literal('file_input'),
    ...action,
    filetypes: z.array(z.string()).min(1).optional(),
    max_files: z.int().min(1).max(10).optional(),
  }),
  rich_text_input: z.strictObject({
    type: z.literal('rich_text_input'),
    ...typed,
    initial_value: richTextValue.optional(),
  }),
} as const
