import { z } from 'zod'
import { limits } from '../limits.ts'

/** A string of `min` to `max` characters, counted by code point (an emoji is one). */
export function words(max: number, min = 0) {
  return z.string().check(({ value, issues }) => {
    const length = [...value].length
    const message =
      length > max ? `must be less than ${max + 1} characters` : `must be more than ${min - 1} characters`
    if (length > max || length < min) issues.push({ code: 'custom', message, input: value })
  })
}

export function plain(max: number) {
  return z.strictObject({
    type: z.literal('plain_text'),
    text: words(max, 1),
    emoji: z.boolean().optional(),
  })
}

export function mrkdwn(max: number) {
  return z.strictObject({ type: z.literal('mrkdwn'), text: words(max, 1), verbatim: z.boolean().optional() })
}

/** A text object of either type. */
export function anyText(max: number) {
  return z.discriminatedUnion('type', [plain(max), mrkdwn(max)])
}

/** An identifier: block_id, action_id, callback_id. */
export const id = words(limits.id, 1)
export const url = words(limits.url, 1).refine(text => URL.canParse(text), 'must be a valid url')

export const confirm = z.strictObject({
  title: plain(100),
  text: anyText(300),
  confirm: plain(30),
  deny: plain(30),
  style: z.enum(['primary', 'danger']).optional(),
})
