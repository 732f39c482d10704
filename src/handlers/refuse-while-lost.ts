import type { App } from '@slack/bolt'
import type { AppContext } from './context.ts'
import { isRequest, refuseDelivery } from './refuse-delivery.ts'

/**
 * Refuses whatever reads or changes the record while its file is gone: what was saved then would be lost at the next start.
 * A form stays open, and a typed command is given back. The rules of the platform can still be asked about.
 */
export function refuseWhileLost(app: App, ctx: AppContext, isLost: () => boolean) {
  app.use(async args => {
    const isQuestion = 'command' in args && args.command.command !== '/complaint'
    if (!isRequest(args) || isQuestion || !isLost()) return args.next()
    await refuseDelivery(ctx, args, typed => ({ code: 'database-lost', typed }))
  })
}
