import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { AppContext } from '../context.ts'

const id = z.string().regex(/^[A-Z0-9]+$/)
const change = z.object({
  team_id: id,
  event: z.object({ old_channel_id: id, new_channel_id: id }),
})

/** A channel can get another id, as when it becomes shared: everything kept under the old one follows. Names do not matter. */
export function listenToChannelIdChanges(app: App, ctx: AppContext) {
  app.event('channel_id_changed', async ({ body }) => {
    const { data, error } = change.safeParse(body)
    if (!data) return ctx.log.warn({ error }, 'a channel is said to have another id, but not which')
    const { old_channel_id: channel, new_channel_id: to } = data.event
    ctx.log.info({ channel, to }, 'a channel has another id')
    await ctx.channelIds.changed({ team: data.team_id, channel }, to, ctx.now())
    ctx.nudge()
  })
}
