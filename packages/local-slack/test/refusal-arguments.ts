import type { Fields } from '../fields.ts'
import { seeded } from '../seed.ts'
import { modal } from './sample-app.ts'
import type { Scene } from './scene.ts'

/** The arguments of a call, or a function that makes them once the scene is open. */
type Args = Fields | ((scene: Scene) => Fields | Promise<Fields>)
/** The arguments that lead to an error code, with changes to the manifest's `app_home` if it needs any. */
export type RefusalCase = Args | { appHome: Record<string, boolean>; given: Args }

export type MethodCases = Record<string, { valid: Args; words?: Record<string, RefusalCase> }>

const { lin, shopA } = seeded
export const nowhere = 'C0NOWHERE'
export const at = Date.parse('2026-11-20T10:30:00+08:00') / 1000
export const home = { type: 'home', blocks: [{ type: 'divider' }] }
export const section = (length: number) => ({
  type: 'section',
  text: { type: 'mrkdwn', text: '字'.repeat(length) },
})
export const tooLarge = { blocks: Array.from({ length: 100 }, () => section(3000)) }
export const event = (payload: unknown) => ({ event_type: 'card', event_payload: payload })

/** Invalid content of a message, in any method that takes one. */
export const badContent: Record<string, Fields> = {
  no_text: { text: ' ' },
  invalid_blocks: { blocks: [{ type: 'banner' }] },
  invalid_blocks_format: { blocks: { type: 'divider' } },
  msg_blocks_too_long: { blocks: Array.from({ length: 5 }, () => section(2641)) },
  too_many_attachments: { attachments: Array.from({ length: 101 }, () => ({ text: '附' })) },
  markdown_text_conflict: { markdown_text: '**粗**', text: '细' },
  msg_too_long: { text: '字'.repeat(40_001) },
}
export const badMetadata: Record<string, Fields> = {
  invalid_metadata_format: { metadata: 'card' },
  invalid_metadata_schema: { metadata: { event_type: 'card' } },
  metadata_too_large: { metadata: event({ key: 'k'.repeat(16_000) }) },
}

/** Adds to each invalid content the arguments that address the message. */
export const addressed = (bad: Record<string, Fields>, where: Args): Record<string, RefusalCase> =>
  Object.fromEntries(
    Object.entries(bad).map(([word, what]) => [
      word,
      async (scene: Scene) => ({ ...(typeof where === 'function' ? await where(scene) : where), ...what }),
    ]),
  )

export const own = async (scene: Scene) => ({ channel: shopA, ts: await scene.post() })
export const someone = async ({ slack }: Scene, channel: string = shopA) =>
  (await slack.deliver.say({ user: lin, channel, text: '人话' })).message.ts
export const closing = async (scene: Scene) => {
  const ts = await scene.post()
  await scene.slack.deliver.archive({ user: lin, channel: shopA })
  return ts
}
export const scheduled = async ({ call }: Scene, post_at: number) => {
  const { body } = await call('chat.scheduleMessage', { form: { channel: shopA, text: '到点', post_at } })
  return { scheduled_message_id: body.scheduled_message_id }
}
export const thirtyWithin = async (scene: Scene) => {
  for (let sent = 0; sent < 30; sent += 1) await scheduled(scene, at + 600 + sent * 10)
}
export const twice = (method: string, args: Fields) => async (scene: Scene) => {
  const form = { ...args, timestamp: await scene.post() }
  await scene.call(method, { form })
  return form
}
export const usedTrigger = async (scene: Scene) => {
  const trigger_id = scene.trigger()
  await scene.call('views.open', { form: { trigger_id, view: modal } })
  return { trigger_id, view: modal }
}
export const oldTrigger = (scene: Scene) => {
  const trigger_id = scene.trigger()
  scene.wait(3_001)
  return { trigger_id, view: modal }
}
export const sameExternalId = async (scene: Scene) => {
  await scene.call('views.publish', { form: { user_id: lin, view: { ...home, external_id: 'first' } } })
  return { trigger_id: scene.trigger(), view: { ...modal, external_id: 'first' } }
}
/** A push on top of a modal whose external_id is still in use. */
export const inStack = async (scene: Scene) => {
  await scene.open('first')
  return { trigger_id: scene.trigger(), view: modal }
}
export const three = async (scene: Scene) => {
  await scene.open()
  for (let pushed = 0; pushed < 2; pushed += 1)
    await scene.call('views.push', { form: { trigger_id: scene.trigger(), view: modal } })
  return { trigger_id: scene.trigger(), view: modal }
}
export const opened = async (scene: Scene) => ({ view_id: (await scene.open()).id, view: modal })
export const tabOff = { messages_tab_enabled: false }
export const cursor = { invalid_cursor: { cursor: 'next' } }
export const range = { invalid_ts_oldest: { oldest: 'early' }, invalid_ts_latest: { latest: 'late' } }
export const inLists: Record<string, Fields> = {
  ...cursor,
  invalid_limit: { limit: 1001 },
  invalid_types: { types: 'rooms' },
}
