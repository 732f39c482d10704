import { seeded } from '../seed.ts'
import {
  addressed,
  at,
  badContent,
  badMetadata,
  closing,
  cursor,
  type MethodCases,
  nowhere,
  own,
  scheduled,
  someone,
  tabOff,
  thirtyWithin,
} from './refusal-arguments.ts'

const { lin, emma, shopA, shopB, secret, noApp, archived, dm } = seeded

/** A valid call of every `chat.*` method, and a call that leads to each of its error codes. */
export const chatCases: MethodCases = {
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
}
