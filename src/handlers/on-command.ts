import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs } from '@slack/bolt'

type Typed = SlackCommandMiddlewareArgs & AllMiddlewareArgs

/**
 * Listens to one slash command, as `app.command` does, but ahead of Bolt's listeners: Bolt runs the matchers of every listener,
 * of buttons, forms and events too, for each delivery.
 */
export function onCommand(app: App, name: string, listener: (typed: Typed) => Promise<void>): void {
  app.use(async args => {
    if ('command' in args && args.command.command === name) await listener(args)
    else await args.next()
  })
}
