import type { Fields } from '../fields.ts'
import { seeded } from '../seed.ts'
import { modal } from './sample-app.ts'
import type { Scene } from './scene.ts'

/** The arguments of a call, or a function that makes them once the scene is open. */
type Args = Fields | ((scene: Scene) => Fields | Promise<Fields>)
/** The arguments that lead to an error word, with changes to the manifest's `app_home` if it needs any. */
export type RefusalCase = Args | { appHome: Record<string, boolean>; given: Args }

export type MethodCases = Record<string, { valid: Args; words?: Record<string, RefusalCase> }>

const { lin, emma, outsider, bot, shopA, shopB, secret, noApp, archived, dm } = seeded
const nowhere = 'C0NOWHERE'
const at = Date.parse('2026-11-20T10:30:00+08:00') / 1000
const home = { type: 'home', blocks: [{ type: 'divider' }] }
const section = (length: number) => ({ type: 'section', text: { type: 'mrkdwn', text: '字'.repeat(length) } })
const tooLarge = { blocks: Array.from({ length: 100 }, () => section(3000)) }
const event = (payload: unknown) => ({ event_type: 'card', event_payload: payload })

/** Invalid content of a message, in any method that takes one. */
const badContent: Record<string, Fields> = {
  no_text: { text: ' ' },
  invalid_blocks: { blocks: [{ type: 'banner' }] },
  invalid_blocks_format: { blocks: { type: 'divider' } },
  msg_blocks_too_long: { blocks: Array.from({ length: 5 }, () => section(2641)) },
  too_many_attachments: { attachments: Array.from({ length: 101 }, () => ({ text: '附' })) },
  markdown_text_conflict: { markdown_text: '**粗**', text: '细' },
  msg_too_long: { text: '字'.repeat(40_001) },
}
const badMetadata: Record<string, Fields> = {
  invalid_metadata_format: { metadata: 'card' },
  invalid_metadata_schema: { metadata: { event_type: 'card' } },
  metadata_too_large: { metadata: event({ key: 'k'.repeat(16_000) }) },
}

/** Adds to each invalid content the arguments that address the message. */
const addressed = (bad: Record<string, Fields>, where: Args): Record<string, RefusalCase> =>
  Object.fromEntries(
    Object.entries(bad).map(([word, what]) => [
      word,
      async (scene: Scene) => ({ ...(typeof where === 'function' ? await where(scene) : where), ...what }),
    ]),
  )

const own = async (scene: Scene) => ({ channel: shopA, ts: await scene.post() })
const someone = async ({ slack }: Scene, channel: string = shopA) =>
  (await slack.deliver.say({ user: lin, channel, text: '人话' })).message.ts
const closing = async (scene: Scene) => {
  const ts = await scene.post()
  await scene.slack.deliver.archive({ user: lin, channel: shopA })
  return ts
}
const scheduled = async ({ call }: Scene, post_at: number) => {
  const { body } = await call('chat.scheduleMessage', { form: { channel: shopA, text: '到点', post_at } })
  return { scheduled_message_id: body.scheduled_message_id }
}
const thirtyWithin = async (scene: Scene) => {
  for (let sent = 0; sent < 30; sent += 1) await scheduled(scene, at + 600 + sent * 10)
}
const twice = (method: string, args: Fields) => async (scene: Scene) => {
  const form = { ...args, timestamp: await scene.post() }
  await scene.call(method, { form })
  return form
}
const usedTrigger = async (scene: Scene) => {
  const trigger_id = scene.trigger()
  await scene.call('views.open', { form: { trigger_id, view: modal } })
  return { trigger_id, view: modal }
}
const oldTrigger = (scene: Scene) => {
  const trigger_id = scene.trigger()
  scene.wait(3_001)
  return { trigger_id, view: modal }
}
const sameExternalId = async (scene: Scene) => {
  await scene.call('views.publish', { form: { user_id: lin, view: { ...home, external_id: 'first' } } })
  return { trigger_id: scene.trigger(), view: { ...modal, external_id: 'first' } }
}
/** A push on top of a modal whose external_id is still in use. */
const inStack = async (scene: Scene) => {
  await scene.open('first')
  return { trigger_id: scene.trigger(), view: modal }
}
const three = async (scene: Scene) => {
  await scene.open()
  for (let pushed = 0; pushed < 2; pushed += 1)
    await scene.call('views.push', { form: { trigger_id: scene.trigger(), view: modal } })
  return { trigger_id: scene.trigger(), view: modal }
}
const opened = async (scene: Scene) => ({ view_id: (await scene.open()).id, view: modal })
const tabOff = { messages_tab_enabled: false }
const cursor = { invalid_cursor: { cursor: 'next' } }
const range = { invalid_ts_oldest: { oldest: 'early' }, invalid_ts_latest: { latest: 'late' } }
const inLists: Record<string, Fields> = {
  ...cursor,
  invalid_limit: { limit: 1001 },
  invalid_types: { types: 'rooms' },
}

/** A valid call of every method, and a call that leads to each of its error words. */
export const methodCases: MethodCases = {
  'apps.connections.open': { valid: {} },
  'auth.test': { valid: {} },
  'bookmarks.add': {
    valid: { channel_id: shopA, title: '规则', type: 'link', link: 'https://example.com/' },
    words: {
      channel_not_found: { channel_id: nowhere, title: '规则', type: 'link', link: 'https://example.com/' },
      invalid_bookmark_type: { channel_id: shopA, title: '规则', type: 'wish' },
      invalid_emoji: { channel_id: shopA, title: '规则', type: 'link', emoji: ':no emoji:' },
      invalid_link: { channel_id: shopA, title: '规则', type: 'link', link: 'ftp://example.com/' },
    },
  },
  'chat.delete': {
    valid: own,
    words: {
      cant_delete_message: async scene => ({ channel: shopA, ts: await someone(scene) }),
      channel_not_found: { channel: nowhere, ts: '1.000000' },
      message_not_found: { channel: shopA, ts: '1.000000' },
    },
  },
  'chat.deleteScheduledMessage': {
    valid: async scene => ({ channel: shopA, ...(await scheduled(scene, at + 600)) }),
    words: {
      channel_not_found: { channel: nowhere, scheduled_message_id: 'Q1' },
      invalid_scheduled_message_id: { channel: shopA, scheduled_message_id: 'Q1' },
    },
  },
  'chat.getPermalink': {
    valid: async scene => ({ channel: shopA, message_ts: await scene.post() }),
    words: {
      channel_not_found: { channel: nowhere, message_ts: '1.000000' },
      message_not_found: { channel: shopA, message_ts: '1.000000' },
    },
  },
  'chat.postEphemeral': {
    valid: { channel: shopA, user: emma, text: '只给您' },
    words: {
      channel_not_found: { channel: secret, user: lin, text: '话' },
      is_archived: { channel: archived, user: lin, text: '话' },
      messages_tab_disabled: { appHome: tabOff, given: { channel: dm, user: lin, text: '话' } },
      not_in_channel: { channel: noApp, user: lin, text: '话' },
      user_not_in_channel: { channel: shopB, user: emma, text: '话' },
      ...addressed(badContent, { channel: shopA, user: emma }),
    },
  },
  'chat.postMessage': {
    valid: { channel: shopA, text: '卡片' },
    words: {
      as_user_not_supported: { channel: shopA, text: '话', as_user: true },
      channel_not_found: { channel: secret, text: '话' },
      is_archived: { channel: archived, text: '话' },
      messages_tab_disabled: { appHome: tabOff, given: { channel: lin, text: '话' } },
      not_in_channel: { channel: noApp, text: '话' },
      ...addressed({ ...badContent, ...badMetadata }, { channel: shopA, text: '话' }),
    },
  },
  'chat.scheduleMessage': {
    valid: { channel: shopA, text: '到点', post_at: at + 120 * 86_400 },
    words: {
      channel_not_found: { channel: nowhere, text: '话', post_at: at + 60 },
      invalid_time: { channel: shopA, text: '话', post_at: 'soon' },
      is_archived: { channel: archived, text: '话', post_at: at + 60 },
      messages_tab_disabled: { appHome: tabOff, given: { channel: dm, text: '话', post_at: at + 60 } },
      not_in_channel: { channel: noApp, text: '话', post_at: at + 60 },
      restricted_too_many: async scene => {
        await thirtyWithin(scene)
        return { channel: shopA, text: '第三十一条', post_at: at + 600 + 299 }
      },
      time_in_past: { channel: shopA, text: '话', post_at: at },
      time_too_far: { channel: shopA, text: '话', post_at: at + 120 * 86_400 + 1 },
      ...addressed({ ...badContent, ...badMetadata }, { channel: shopA, text: '话', post_at: at + 60 }),
    },
  },
  'chat.scheduledMessages.list': {
    valid: { channel: shopA },
    words: { invalid_channel: { channel: nowhere }, ...cursor },
  },
  'chat.update': {
    valid: async scene => ({ ...(await own(scene)), text: '改' }),
    words: {
      as_user_not_supported: async scene => ({ ...(await own(scene)), text: '改', as_user: true }),
      cant_broadcast_message: async scene => ({ ...(await own(scene)), reply_broadcast: true }),
      cant_update_message: async scene => ({ channel: shopA, ts: await someone(scene), text: '改' }),
      channel_not_found: { channel: nowhere, ts: '1.000000', text: '改' },
      is_inactive: async scene => ({ channel: shopA, ts: await closing(scene), text: '改' }),
      message_not_found: { channel: shopA, ts: '1.000000', text: '改' },
      no_dual_broadcast_content_update: async scene => {
        const ts = await scene.post({ thread_ts: await scene.post() })
        return { channel: shopA, ts, reply_broadcast: true, text: '改' }
      },
      ...addressed(
        { ...badContent, ...badMetadata, msg_too_long: { text: '字'.repeat(4_001) } },
        async scene => ({
          text: '改',
          ...(await own(scene)),
        }),
      ),
    },
  },
  'conversations.history': {
    valid: { channel: shopA },
    words: {
      channel_not_found: { channel: secret },
      not_in_channel: { channel: noApp },
      ...addressed({ ...cursor, ...range }, { channel: shopA }),
    },
  },
  'conversations.info': { valid: { channel: shopA }, words: { channel_not_found: { channel: secret } } },
  'conversations.join': {
    valid: { channel: noApp },
    words: {
      channel_not_found: { channel: secret },
      is_archived: { channel: archived },
      method_not_supported_for_channel_type: { channel: seeded.privateShop },
    },
  },
  'conversations.list': { valid: {}, words: inLists },
  'conversations.members': {
    valid: { channel: shopA },
    words: {
      channel_not_found: { channel: secret },
      ...addressed({ ...cursor, invalid_limit: { limit: 0 } }, { channel: shopA }),
    },
  },
  'conversations.open': {
    valid: { users: emma, return_im: true },
    words: {
      cannot_dm_bot: { users: bot },
      channel_not_found: { channel: nowhere },
      method_not_supported_for_channel_type: { users: `${lin},${emma}` },
      too_many_users: { users: Array(9).fill(lin).join() },
      user_disabled: ({ slack }) => {
        const person = slack.workspace.users.get(emma)
        if (person) person.deleted = true
        return { users: emma }
      },
      user_not_found: { users: 'U0NOBODY' },
      users_list_not_supplied: {},
    },
  },
  'conversations.replies': {
    valid: own,
    words: {
      channel_not_found: { channel: secret, ts: '1.000000' },
      not_in_channel: { channel: noApp, ts: '1.000000' },
      thread_not_found: { channel: shopA, ts: '1.000000' },
      ...addressed({ ...cursor, ...range }, own),
    },
  },
  'dnd.info': { valid: { user: lin }, words: { user_not_found: { user: 'U0NOBODY' } } },
  'files.completeUploadExternal': {
    valid: async scene => ({ files: [{ id: await scene.upload() }], channel_id: shopA }),
    words: {
      channel_not_found: async scene => ({ files: [{ id: await scene.upload() }], channel_id: nowhere }),
      channels_limit_exceeded: async scene => ({
        files: [{ id: await scene.upload() }],
        channels: Array(101).fill(shopA).join(),
      }),
      file_not_found: { files: [{ id: 'F0NONE' }] },
      invalid_channel: async scene => ({ files: [{ id: await scene.upload() }], channels: nowhere }),
      not_in_channel: async scene => ({ files: [{ id: await scene.upload() }], channel_id: noApp }),
      posting_to_channel_denied: async scene => ({
        files: [{ id: await scene.upload() }],
        channel_id: archived,
      }),
      ...addressed(
        Object.fromEntries(Object.entries(badContent).filter(([word]) => /blocks/.test(word))),
        async scene => ({ files: [{ id: await scene.upload() }], channel_id: shopA }),
      ),
    },
  },
  'files.getUploadURLExternal': {
    valid: { filename: 'a.csv', length: 3, alt_txt: '图'.repeat(1000) },
    words: {
      alt_txt_too_large: { filename: 'a.png', length: 3, alt_txt: '图'.repeat(1001) },
      file_upload_size_restricted: { filename: 'a.mov', length: 1_000_000_001 },
      missing_argument: { filename: 'a.csv', length: 0 },
    },
  },
  'files.info': {
    valid: async scene => {
      const id = await scene.upload()
      await scene.call('files.completeUploadExternal', { form: { files: [{ id }] } })
      return { file: id }
    },
    words: { file_not_found: { file: 'F0NONE' } },
  },
  'pins.add': {
    valid: async scene => ({ channel: shopA, timestamp: await scene.post() }),
    words: {
      already_pinned: twice('pins.add', { channel: shopA }),
      bad_timestamp: { channel: shopA, timestamp: 'yesterday' },
      channel_not_found: { channel: secret, timestamp: '1.000000' },
      message_not_found: { channel: shopA, timestamp: '1.000000' },
      no_item_specified: { channel: shopA },
      not_in_channel: { channel: noApp, timestamp: '1.000000' },
    },
  },
  'reactions.add': {
    valid: async scene => ({ channel: shopA, timestamp: await scene.post(), name: 'eyes' }),
    words: {
      already_reacted: twice('reactions.add', { channel: shopA, name: 'eyes' }),
      bad_timestamp: { channel: shopA, timestamp: 'yesterday', name: 'eyes' },
      channel_not_found: { channel: secret, timestamp: '1.000000', name: 'eyes' },
      invalid_name: async scene => ({ channel: shopA, timestamp: await scene.post(), name: 'no emoji' }),
      is_archived: async scene => ({ channel: shopA, timestamp: await closing(scene), name: 'eyes' }),
      message_not_found: { channel: shopA, timestamp: '1.000000', name: 'eyes' },
    },
  },
  'team.info': { valid: {}, words: { team_not_found: { team: seeded.otherTeam } } },
  'users.conversations': { valid: { user: lin }, words: inLists },
  'users.info': { valid: { user: outsider }, words: { user_not_found: { user: 'U0NOBODY' } } },
  'users.list': { valid: {}, words: cursor },
  'views.open': {
    valid: scene => ({ trigger_id: scene.trigger(), view: modal }),
    words: {
      duplicate_external_id: sameExternalId,
      exchanged_trigger_id: usedTrigger,
      expired_trigger_id: oldTrigger,
      invalid_trigger_id: { trigger_id: '1.2.x', view: modal },
      view_too_large: scene => ({ trigger_id: scene.trigger(), view: { ...modal, ...tooLarge } }),
    },
  },
  'views.publish': {
    valid: { user_id: lin, view: home },
    words: {
      duplicate_external_id: async scene => {
        await scene.open('first')
        return { user_id: lin, view: { ...home, external_id: 'first' } }
      },
      hash_conflict: async scene => {
        await scene.call('views.publish', { form: { user_id: lin, view: home } })
        return { user_id: lin, view: home, hash: '0.old' }
      },
      not_enabled: { appHome: { home_tab_enabled: false }, given: { user_id: lin, view: home } },
      user_not_found: { user_id: 'U0NOBODY', view: home },
      view_too_large: { user_id: lin, view: { ...home, ...tooLarge } },
    },
  },
  'views.push': {
    valid: inStack,
    words: {
      duplicate_external_id: async scene => ({
        ...(await inStack(scene)),
        view: { ...modal, external_id: 'first' },
      }),
      exchanged_trigger_id: usedTrigger,
      expired_trigger_id: oldTrigger,
      invalid_trigger_id: { trigger_id: '1.2.x', view: modal },
      not_found: scene => ({ trigger_id: scene.trigger(), view: modal }),
      push_limit_reached: three,
      view_too_large: scene => ({ trigger_id: scene.trigger(), view: { ...modal, ...tooLarge } }),
    },
  },
  'views.update': {
    valid: opened,
    words: {
      duplicate_external_id: async scene => {
        await scene.call('views.publish', { form: { user_id: lin, view: { ...home, external_id: 'first' } } })
        return { ...(await opened(scene)), view: { ...modal, external_id: 'first' } }
      },
      hash_conflict: async scene => ({ ...(await opened(scene)), hash: '0.old' }),
      not_found: { view_id: 'V0NONE', view: modal },
      view_too_large: async scene => ({ ...(await opened(scene)), view: { ...modal, ...tooLarge } }),
    },
  },
}
