import type { App } from '@slack/bolt'
import type { AppContext } from './context.ts'
import { isRequest, refuseDelivery } from './refuse-delivery.ts'

/**
 * Tells the person when a listener throws before it has answered them. The error is passed on to Bolt's
 * handler, which logs it.
 */
export function answerFailures(app: App, ctx: AppContext) {
  app.use(async args => {
    try {
      await args.next()
    } catch (error) {
      if (isRequest(args)) await refuseDelivery(ctx, args, () => ({ code: 'broken' }))
      throw error
    }
  })
}
