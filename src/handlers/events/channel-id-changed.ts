import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { AppContext } from '../context.ts'

const id = z.string().regex(/^[A-Z0-9]+$/)
const change = z.object({
  team_id: id,
  event: z.object({ old_channel_id: id, new_channel_id: id }),
})

/**
 * Moves what is stored under a channel's id to its new one. A channel gets another id, for example, when it
 * becomes shared.
 */
export function listenToChannelIdChanges(app: App, ctx: AppContext) {
  app.event('channel_id_changed', async ({ body }) => {
    const { data, error } = change.safeParse(body)
    if (!data) return ctx.log.warn({ error }, 'a changed channel id could not be read')
    const { old_channel_id: channel, new_channel_id: to } = data.event
    ctx.log.info({ channel, to }, 'a channel has another id')
    await ctx.channelIds.changed({ team: data.team_id, channel }, to, ctx.now())
    ctx.nudge()
  })
}
