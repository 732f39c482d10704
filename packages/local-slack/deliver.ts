import { act, findElement, type Pick, type Surface } from './acting.ts'
import { directMessage } from './channels.ts'
import { announce, type EventDelivery, type EventSending, sendEvent } from './events.ts'
import { type Fields, listOf } from './fields.ts'
import { createHappenings, found, type Happenings, placeOf } from './happenings.ts'
import type { Given } from './input-values.ts'
import { escapeText, linkMentions } from './mentions.ts'
import { messageFields, postMessage } from './messages.ts'
import { channelPayload, commandPayload, interactionPayload, messageEvent } from './payloads.ts'
import { type Delivery, deliver, type Post, type Repeat } from './sending.ts'
import { close, fill, type Submission, submit } from './submitting.ts'
import { newResponseUrl, newTrigger } from './triggers.ts'
import { homeOf, topView, viewFields } from './views.ts'
import type { Ephemeral, Message, Team, User, View, Workspace } from './workspace.ts'

/** What people do in the workspace, each sent to the app as Slack would. Ids are those of the workspace. */
export type Deliver = Happenings & {
  /** Types a slash command. Throws where Slack's client would not send it (unknown command, not a member, archived, another organization). */
  command: (
    did: { user: string; channel: string; command: string; text?: string } & Repeat,
  ) => Promise<Delivery>
  /** Presses a button. */
  press: (did: { user: string } & Surface & Pick & Repeat) => Promise<Delivery>
  /** Chooses in a select, picker, checkbox group or overflow menu: an option's value, an id, a date, a time. */
  choose: (did: { user: string; given: Given } & Surface & Pick & Repeat) => Promise<Delivery>
  /** Types into the person's modal (the one on top unless `viewId` names another) and submits it. */
  submit: (
    did: { user: string; viewId?: string; values?: Record<string, Given> } & Repeat,
  ) => Promise<Submission>
  /** Closes the person's modal; undefined when the app does not ask to be told. */
  closeView: (did: { user: string; viewId?: string }) => Promise<Delivery | undefined>
  /** Runs a shortcut, on a message if one is given. */
  shortcut: (did: { user: string; callbackId: string; message?: Message } & Repeat) => Promise<Delivery>
  /** Writes a message, a reply with `broadcast` to the channel too; the app hears of it if it subscribes and is there. */
  say: (did: {
    user: string
    channel: string
    text: string
    threadTs?: string
    broadcast?: boolean
    files?: string[]
  }) => Promise<{ message: Message; events: EventDelivery[] }>
  /** Opens the app's Home tab (or its messages tab, in the direct message). */
  openHome: (did: { user: string; tab?: 'home' | 'messages' }) => Promise<EventDelivery[]>
  /** Sends any event as it stands, subscribed or not. */
  event: (event: Fields, sending?: EventSending & { team?: string }) => Promise<EventDelivery>
}

/** The people's hands: everything that they can do, on the way that `post` gives. */
export function createDeliver(post: Post): Deliver {
  const { workspace } = post

  const at = (did: { user: string; channel: string }) => placeOf(workspace, did)

  function withView(did: { user: string; viewId?: string }): { user: User; team: Team; view: View } {
    const user = found(workspace.users, did.user, 'user')
    const view = did.viewId === undefined ? topView(workspace, user.id) : workspace.views.get(did.viewId)
    if (view === undefined || !view.open)
      throw new Error(`${user.name} has no open modal${did.viewId ? ` ${did.viewId}` : ''}`)
    return { user, team: found(workspace.teams, view.team, 'team'), view }
  }

  function actOn(did: { user: string } & Surface & Pick & Repeat, given?: Given): Promise<Delivery> {
    const user = found(workspace.users, did.user, 'user')
    const on = 'view' in did ? did.view : did.message
    const blocks = 'view' in did ? listOf(did.view.fields, 'blocks') : did.message.blocks
    const placed = findElement(blocks ?? [], did)
    return act(post, { user, team: found(workspace.teams, on.team, 'team') }, did, placed, given, did)
  }

  async function command(did: Parameters<Deliver['command']>[0]): Promise<Delivery> {
    const { user, channel, team } = at(did)
    const declared = post.app.commands.get(did.command)
    if (declared === undefined) throw new Error(`${did.command} is not a command of the manifest`)
    if (!channel.members.has(user.id)) throw new Error(`${user.name} is not in ${channel.name}`)
    if (channel.archived) throw new Error(`${channel.name} is archived: no commands there`)
    if (user.team !== team.id)
      throw new Error(`${user.name} is of another organization: no commands of this app`)
    const typed = escapeText((did.text ?? '').trim())
    const text = declared.shouldEscape ? linkMentions(workspace, team.id, typed) : typed
    const trigger = newTrigger(workspace, { team: team.id, user: user.id, channel: channel.id })
    const url = newResponseUrl(workspace, { team: team.id, user: user.id, channel: channel.id })
    const responseUrl = `${post.origin}/commands/${url.key}`
    const said = { team, user, channel, command: did.command, text, responseUrl, triggerId: trigger.id }
    const parcel = { kind: 'slash_commands' as const, payload: commandPayload(workspace, said) }
    return deliver(post, parcel, user, did, url.key)
  }

  async function speak(did: Parameters<Deliver['say']>[0]) {
    const { user, channel, team } = at(did)
    if (channel.archived) throw new Error(`${channel.name} is archived: nobody writes there`)
    // Commands carry names beside the ids, messages the ids alone.
    const text = linkMentions(workspace, team.id, escapeText(did.text)).replace(/<@(\w+)\|[^>]*>/g, '<@$1>')
    const { threadTs, broadcast, files } = did
    const message = postMessage(
      workspace,
      channel,
      { team, user: user.id },
      { text, threadTs, ...(threadTs && broadcast && { broadcast }), ...(files && { files }) },
    )
    const event = messageEvent(workspace, channel, message)
    const name = { public: 'message.channels', private: 'message.groups', im: 'message.im' }[channel.kind]
    const events = await announce(post, team, name, event, channel)
    if (channel.kind !== 'im' && text.includes(`<@${team.botUserId}`))
      events.push(
        ...(await announce(
          post,
          team,
          'app_mention',
          { ...event, type: 'app_mention', channel_type: undefined },
          channel,
        )),
      )
    return { message, events }
  }

  return {
    command,
    press: async did => actOn(did),
    choose: async did => actOn(did, did.given),
    submit: async did => {
      const { user, team, view } = withView(did)
      fill(view, did.values ?? {})
      return submit(post, { user, team }, view, did)
    },
    closeView: async did => {
      const { user, team, view } = withView(did)
      return close(post, { user, team }, view)
    },
    shortcut: async did => {
      const user = found(workspace.users, did.user, 'user')
      const kind = post.app.shortcuts.get(did.callbackId)
      const { message } = did
      if (kind !== (message === undefined ? 'global' : 'message'))
        throw new Error(`${did.callbackId} is not such a shortcut of the manifest`)
      const team = found(workspace.teams, message?.team ?? user.team, 'team')
      const trigger = newTrigger(workspace, { team: team.id, user: user.id, channel: message?.channel })
      const ids = { callback_id: did.callbackId, trigger_id: trigger.id, action_ts: workspace.nextTs() }
      if (message === undefined)
        return deliver(
          post,
          {
            kind: 'interactive',
            payload: { ...interactionPayload(workspace, 'shortcut', team, user), ...ids },
          },
          user,
          did,
        )
      const channel = found(workspace.channels, message.channel, 'channel')
      const url = newResponseUrl(workspace, { team: team.id, user: user.id, channel: channel.id, message })
      const payload = {
        ...interactionPayload(workspace, 'message_action', team, user),
        ...ids,
        message_ts: message.ts,
        channel: channelPayload(channel),
        message: messageFields(workspace, message),
        response_url: `${post.origin}/app/${url.key}`,
      }
      return deliver(post, { kind: 'interactive', payload }, user, did, url.key)
    },
    say: speak,
    openHome: async did => {
      const user = found(workspace.users, did.user, 'user')
      const team = found(workspace.teams, user.team, 'team')
      const view = homeOf(workspace, team, user.id)
      const { id: channel } = directMessage(workspace, team, user)
      const tab = did.tab ?? 'home'
      const shown = tab === 'home' && view !== undefined ? { view: viewFields(workspace, view) } : {}
      return announce(post, team, 'app_home_opened', {
        type: 'app_home_opened',
        user: user.id,
        channel,
        tab,
        ...shown,
      })
    },
    event: async (event, sending = {}) => {
      const [first] = workspace.teams.keys()
      return sendEvent(post, found(workspace.teams, sending.team ?? first ?? '', 'team'), event, sending)
    },
    ...createHappenings(post),
  }
}

/** What a person sees in a channel, in order: everyone's messages and those shown to them alone. */
export function seenBy(workspace: Workspace, user: string, channel: string): (Message | Ephemeral)[] {
  const private_ = workspace.ephemerals.filter(one => one.to === user && one.channel === channel && !one.gone)
  return [...(workspace.messages.get(channel) ?? []), ...private_].toSorted((a, b) =>
    a.ts.localeCompare(b.ts),
  )
}
