import type { App } from '@slack/bolt'
import type { RequestReason } from '../messages/reason.ts'
import { refusalContent, refusalText } from '../messages/refusals.ts'
import type { Desk } from './desk.ts'
import { langFor } from './request.ts'

/**
 * Refuses whatever reads or changes the record while its file is gone: what was saved then would be lost at the next start.
 * A form stays open, and a typed command is given back. The rules of the platform can still be asked about.
 */
export function refuseWhileLost(app: App, desk: Desk, isLost: () => boolean) {
  app.use(async args => {
    const { body } = args
    const sent = 'view' in args && body.type === 'view_submission'
    const typed = 'command' in args && args.command.command === '/complaint'
    const asksForRecord = sent || typed || 'action' in args || 'shortcut' in args
    if (!asksForRecord || !isLost()) return args.next()
    const { teamId = '', userId = '' } = args.context
    const lang = await langFor(desk, teamId, userId, '')
    const command = 'command' in args ? `${args.command.command} ${args.command.text ?? ''}`.trim() : ''
    const reason: RequestReason = { code: 'database-lost', typed: command }
    if ('view' in args) {
      const [field = 'value'] = Object.keys(args.view.state.values)
      return args.ack({ response_action: 'errors', errors: { [field]: refusalText(reason, lang) } })
    }
    const content = refusalContent(reason, lang)
    if ('command' in args) return args.ack({ response_type: 'ephemeral', ...content })
    if ('ack' in args) await args.ack?.()
    if ('response_url' in body && body.response_url) await desk.reply(body.response_url, content)
  })
}
