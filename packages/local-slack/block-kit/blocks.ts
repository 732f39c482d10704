import { z } from 'zod'
import { limits } from '../limits.ts'
import { elements } from './elements.ts'
import { richTextElement } from './rich-text.ts'
import { anyText, id, mrkdwn, plain, url, words } from './text.ts'

const base = { block_id: id.optional() }
const picture = {
  alt_text: words(limits.altText, 1),
  image_url: url.optional(),
  slack_file: z.strictObject({ id: z.string().optional(), url: z.string().optional() }).optional(),
}
const onePicture = (image: { image_url?: unknown; slack_file?: unknown }) =>
  (image.image_url === undefined) !== (image.slack_file === undefined)
const image = z
  .strictObject({ type: z.literal('image'), ...picture })
  .refine(onePicture, 'must provide an image')

const selects = [
  elements.static_select,
  elements.external_select,
  elements.users_select,
  elements.channels_select,
  elements.conversations_select,
] as const
const multiSelects = [
  elements.multi_static_select,
  elements.multi_external_select,
  elements.multi_users_select,
  elements.multi_channels_select,
  elements.multi_conversations_select,
] as const
const pickers = [
  elements.datepicker,
  elements.timepicker,
  elements.datetimepicker,
  elements.checkboxes,
  elements.radio_buttons,
] as const
const pressed = [elements.button, elements.overflow] as const
const typed = [
  elements.plain_text_input,
  elements.email_text_input,
  elements.url_text_input,
  elements.number_input,
  elements.file_input,
  elements.rich_text_input,
] as const

const inActions = z.discriminatedUnion('type', [
  ...pressed,
  ...pickers,
  ...selects,
  ...multiSelects,
  elements.rich_text_input,
])
const inSection = z.discriminatedUnion('type', [...pressed, ...pickers, ...selects, ...multiSelects, image])
const inInput = z.discriminatedUnion('type', [...typed, ...pickers, ...selects, ...multiSelects])

const section = z
  .strictObject({
    type: z.literal('section'),
    ...base,
    text: anyText(limits.textObject).optional(),
    fields: z.array(anyText(limits.fieldText)).min(1).max(limits.fields).optional(),
    accessory: inSection.optional(),
    expand: z.boolean().optional(),
  })
  .refine(block => block.text !== undefined || block.fields !== undefined, 'must provide text or fields')

const header = z.strictObject({ type: z.literal('header'), ...base, text: plain(limits.header) })
const divider = z.strictObject({ type: z.literal('divider'), ...base })
const context = z.strictObject({
  type: z.literal('context'),
  ...base,
  elements: z
    .array(z.discriminatedUnion('type', [image, plain(limits.fieldText), mrkdwn(limits.fieldText)]))
    .min(1)
    .max(limits.contextElements),
})
const actions = z.strictObject({
  type: z.literal('actions'),
  ...base,
  elements: z.array(inActions).min(1).max(limits.actions),
})
const imageBlock = z
  .strictObject({ type: z.literal('image'), ...base, ...picture, title: plain(limits.altText).optional() })
  .refine(onePicture, 'must provide an image')
const richText = z.strictObject({ type: z.literal('rich_text'), ...base, elements: z.array(richTextElement) })
const input = z.strictObject({
  type: z.literal('input'),
  ...base,
  label: plain(limits.label),
  hint: plain(limits.label).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inInput,
})
const markdown = z.strictObject({ type: z.literal('markdown'), ...base, text: words(limits.markdown, 1) })

/** The blocks of a message. */
export const messageBlocks = z
  .array(
    z.discriminatedUnion('type', [
      section,
      header,
      divider,
      context,
      actions,
      imageBlock,
      richText,
      input,
      markdown,
    ]),
  )
  .max(limits.messageBlocks)

/** The blocks of a modal or a Home tab. */
export const viewBlocks = z
  .array(
    z.discriminatedUnion('type', [section, header, divider, context, actions, imageBlock, richText, input]),
  )
  .max(limits.viewBlocks)

const shared = {
  blocks: viewBlocks,
  private_metadata: words(limits.privateMetadata).optional(),
  callback_id: words(limits.id).optional(),
  external_id: words(limits.id).optional(),
}

export const modalView = z.strictObject({
  type: z.literal('modal'),
  ...shared,
  title: plain(limits.viewTitle),
  submit: plain(limits.viewTitle).optional(),
  close: plain(limits.viewTitle).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
})

export const homeView = z.strictObject({ type: z.literal('home'), ...shared })
