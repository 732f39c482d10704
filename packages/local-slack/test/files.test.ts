import { WebClient } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { seeded } from '../seed.ts'
import { startLocalSlack } from '../server.ts'
import { manifest } from './sample-app.ts'
import { clock } from './web-client.ts'

const { shopA } = seeded

describe('Files', () => {
  it('are uploaded in the three steps of the SDK and posted in the channel', async () => {
    const scopes = { bot: [...manifest.oauth_config.scopes.bot, 'files:write', 'files:read'] }
    const other = await startLocalSlack({
      manifest: { ...manifest, oauth_config: { scopes } },
      now: () => clock,
    })
    const uploader = new WebClient(seeded.botToken, { slackApiUrl: other.apiUrl })
    await uploader.filesUploadV2({
      channel_id: shopA,
      filename: 'list.csv',
      content: '一,二',
      initial_comment: '清单',
    })
    const [message] = other.workspace.messages.get(shopA) ?? []
    const [id = ''] = message?.files ?? []
    expect(message?.text).toBe('清单')
    expect(other.workspace.files.get(id)?.content?.toString()).toBe('一,二')
    expect((await uploader.files.info({ file: id })).file).toMatchObject({
      name: 'list.csv',
      channels: [shopA],
    })
    await other.close()
  })
})
