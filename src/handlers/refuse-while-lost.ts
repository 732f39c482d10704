import type { App } from '@slack/bolt'
import type { AppContext } from './context.ts'
import { isRequest, refuseDelivery } from './refuse-delivery.ts'

/**
 * Refuses `/complaint`, presses and forms while the database file is gone, because a change saved meanwhile
 * would be lost at the next start. Typed questions about the rules are still answered.
 */
export function refuseWhileLost(app: App, ctx: AppContext, isLost: () => boolean) {
  app.use(async args => {
    const isQuestion = 'command' in args && args.command.command !== '/complaint'
    if (!isRequest(args) || isQuestion || !isLost()) return args.next()
    await refuseDelivery(ctx, args, typed => ({ code: 'database-lost', typed }))
  })
}
