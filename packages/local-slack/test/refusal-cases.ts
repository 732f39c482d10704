import { seeded } from '../seed.ts'
import { chatCases } from './chat-cases.ts'
import {
  addressed,
  badContent,
  closing,
  cursor,
  inLists,
  type MethodCases,
  nowhere,
  own,
  range,
  twice,
} from './refusal-arguments.ts'
import { viewCases } from './view-cases.ts'

const { lin, emma, outsider, bot, shopA, secret, noApp, archived } = seeded

/** A valid call of every method, and a call that leads to each of its error codes. */
export const methodCases: MethodCases = {
  ...chatCases,
  ...viewCases,
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
}
