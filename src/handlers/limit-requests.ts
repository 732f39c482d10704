import type { App } from '@slack/bolt'
import type { AppContext } from './context.ts'
import { createRateLimit } from './rate-limit.ts'
import { isRequest, refuseDelivery } from './refuse-delivery.ts'

/**
 * Applies the rate limit to each person of a workspace, for commands, presses and forms alike. A request over
 * the limit is acknowledged, not carried out, and answered with how long to wait. Events are not counted.
 */
export function limitRequests(app: App, ctx: AppContext) {
  const secondsFor = createRateLimit(ctx.now)
  app.use(async args => {
    const { teamId = '', userId = '' } = args.context
    const seconds = isRequest(args) ? secondsFor(`${teamId}:${userId}`) : 0
    if (seconds === 0) return args.next()
    await refuseDelivery(ctx, args, typed => ({ code: 'too-often', seconds, typed }))
  })
}
