import type { Node } from './active-markup.ts'
import type { Command } from './commands.ts'
import { type Form, stateOf } from './forms.ts'
import { actionOf, type Press } from './presses.ts'
import { people, team } from './strict-slack.ts'

/** The fields that tell deliveries apart. `n`: the delivery's number; people take turns. */
export function envelope(n: number) {
  const user = people[n % people.length] ?? ''
  return { user, trigger_id: `${n}.1`, response_url: `https://hooks.slack.com/x/${n}` }
}

/** The body of a slash command. */
export function commandBody({ typed, channel }: Command, n: number, ids: string[]) {
  const { user, ...rest } = envelope(n)
  return {
    ...rest,
    command: typed.command,
    text: withIds(typed.text, ids),
    team_id: team,
    user_id: user,
    channel_id: channel,
    channel_name: channel === 'G0GROUP' ? 'mpdm-a--b-1' : channel.toLowerCase(),
  }
}

/** Replaces each `{{n}}` with the id of an existing complaint. */
export const withIds = (text: string, ids: string[]): string =>
  text.replace(/\{\{(\d+)\}\}/g, (_, n: string) => ids[Number(n) % ids.length] ?? 'H-0000')

const interaction = (n: number) => {
  const { user, ...rest } = envelope(n)
  return {
    ...rest,
    team: { id: team, domain: 'team' },
    user: { id: user, team_id: team },
    api_app_id: 'A0APP',
    is_enterprise_install: false,
  }
}

/** The body of a press. */
export function pressBody(drawn: Press, n: number, ids: string[], shown: Node[]) {
  const { channel, thread } = drawn
  const action = actionOf(drawn, shown, mark => withIds(mark, ids))
  return {
    ...interaction(n),
    type: 'block_actions',
    container: { type: 'message', message_ts: '1.1' },
    ...(channel && { channel: { id: channel, name: 'shop' } }),
    message: { type: 'message', ts: '1.1', ...(thread && { thread_ts: thread }) },
    actions: [{ ...action, action_ts: `${n}.2` }],
  }
}

/** The body of a sent form. */
export function formBody(drawn: Form, n: number, ids: string[], forms: Node[]) {
  const view = forms[drawn.pick % forms.length] ?? {}
  const { response_url, ...rest } = interaction(n)
  return {
    ...rest,
    type: 'view_submission',
    view: {
      id: `V${n}`,
      type: 'modal',
      callback_id: drawn.name ?? view.callback_id,
      private_metadata: withIds(drawn.metadata ?? metadataAbout(view, drawn.id, response_url), ids),
      state: { values: stateOf(drawn, view) },
      blocks: view.blocks,
      app_installed_team_id: team,
    },
    response_urls: [],
  }
}

/** The form's own metadata, but about another complaint. */
function metadataAbout({ private_metadata }: Node, id: string, responseUrl: string): string {
  const held: Node = JSON.parse(String(private_metadata))
  return JSON.stringify({ ...held, responseUrl, ...('id' in held && { id }) })
}
