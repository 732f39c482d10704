import type { App } from '@slack/bolt'
import type { Desk } from './desk.ts'

/** A channel can get another id, as when it becomes shared: everything kept under the old one follows. Names do not matter. */
export function listenToChannels(app: App, desk: Desk) {
  app.event('channel_id_changed', async ({ event, body }) => {
    const { old_channel_id: channel, new_channel_id: to } = event
    desk.log.info({ channel, to }, 'a channel has another id')
    await desk.channelIds.changed({ team: body.team_id, channel }, to, desk.now())
    desk.nudge()
  })
}
