import { readFileSync } from 'node:fs'
import { directMessage } from 'local-slack/channels.ts'
import { deliver } from 'local-slack/delivery.ts'
import { type Fields, fieldsOf, isFields } from 'local-slack/fields.ts'
import { readManifest } from 'local-slack/manifest.ts'
import { channelPayload, commandPayload, interactionPayload } from 'local-slack/payloads.ts'
import { seeded } from 'local-slack/seed.ts'
import { httpTransport, type Parcel } from 'local-slack/transport.ts'
import { newResponseUrl, newTrigger } from 'local-slack/triggers.ts'
import type { Channel, Team, User } from 'local-slack/workspace.ts'
import { parse } from 'yaml'
import { type Stage, wordsOf } from '../stage/stage.ts'

const manifest = readManifest(parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')))

/** The person who sends a request, and the channel that it names. */
export type Asking = { user: string; channel: string }
/** A form's state: the state of each block's only input, by block id. */
export type FormState = Record<string, Fields>
export type Form = {
  verb: string
  /** The form's callback id, if it is not `modal:<verb>`. */
  callback?: string
  metadata: (responseUrl: string) => string
  values: FormState
  /** The workspace that has the app. */
  installed: string
}

/** The outcome of a request: the answer that the person saw, as text and as JSON, and the calls to Slack. */
export type Answer = {
  status: number | undefined
  words: string
  whole: string
  asked: string[]
  /** The id of the form that opened, if one did. */
  opened: string | undefined
}

/**
 * Sends correctly signed requests with any person, channel, button value and form metadata, including those
 * that Slack's own client would never send.
 */
export function createForger({ slack, idle, url }: Stage) {
  const { workspace } = slack
  const signed = { url, signingSecret: seeded.signingSecret, signedAt: Date.now, timeoutMs: 60_000 }
  const post = {
    workspace,
    app: manifest,
    origin: slack.origin,
    transport: () => httpTransport(signed),
    retryDelaysMs: [],
  }

  const userOf = (id: string) => found(workspace.users.get(id))
  const channelOf = (id: string) => found(workspace.channels.get(id))
  const teamOf = (id: string) => found(workspace.teams.get(id))

  async function send(parcel: Parcel, user: User, via?: string): Promise<Answer> {
    const calls = slack.calls.length
    const views = workspace.views.size
    const delivery = await deliver(post, parcel, user, {}, via)
    await idle()
    const { status, body } = delivery.answer
    const [shown] = delivery.ephemerals
    const whole = shown ? { text: shown.text, blocks: shown.blocks } : body
    return {
      status,
      words: shown ? wordsOf(shown) : said(body),
      whole: JSON.stringify(whole, (key, value) => (key === 'block_id' ? undefined : value)),
      asked: slack.calls
        .slice(calls)
        .map(({ method }) => method)
        .filter(method => !/^(chat|auth)\./.test(method)),
      opened: workspace.views.size > views ? [...workspace.views.values()].at(-1)?.id : undefined,
    }
  }

  const returnPath = (team: Team, { user, channel }: Asking) => {
    const trigger = newTrigger(workspace, { team: team.id, user, channel })
    const { key } = newResponseUrl(workspace, { team: team.id, user, channel })
    return { triggerId: trigger.id, key }
  }

  return {
    /** The direct message between the app and a person. */
    dmOf: (user: string) => directMessage(workspace, teamOf(seeded.team), userOf(user)).id,

    /** Sends a command typed in a channel, from the workspace that owns the channel. */
    type({ user, channel }: Asking, text: string, command = '/complaint') {
      const room = channelOf(channel)
      const team = teamOf(room.team)
      const { triggerId, key } = returnPath(team, { user, channel })
      const where = { team, user: userOf(user), channel: room, command, text, triggerId }
      const payload = commandPayload(workspace, { ...where, responseUrl: `${slack.origin}/commands/${key}` })
      return send({ kind: 'slash_commands', payload }, where.user, key)
    },

    /**
     * Sends a press in a channel. `team` is the workspace named in the payload: for a press in a shared
     * channel, Slack names the one that has the app.
     */
    press({ user, channel }: Asking, action: Fields, team: string = seeded.team) {
      const [room, at] = [channelOf(channel), teamOf(team)]
      const { triggerId, key } = returnPath(at, { user, channel })
      const payload = {
        ...interactionPayload(workspace, 'block_actions', at, userOf(user)),
        ...pressedOn(room),
        trigger_id: triggerId,
        response_url: `${slack.origin}/actions/${key}`,
        actions: [{ block_id: 'case', action_ts: workspace.nextTs(), ...action }],
      }
      return send({ kind: 'interactive', payload }, userOf(user), key)
    },

    /**
     * Sends a form, whose metadata may include the new response_url. As from a shared channel, the payload's
     * team is the person's own, and the view names the workspace that has the app.
     */
    submit(asking: Asking, form: Form) {
      const person = userOf(asking.user)
      const { triggerId, key } = returnPath(teamOf(person.team), asking)
      const payload = {
        ...interactionPayload(workspace, 'view_submission', teamOf(person.team), person),
        trigger_id: triggerId,
        view: {
          id: workspace.nextId('V'),
          type: 'modal',
          callback_id: form.callback ?? `modal:${form.verb}`,
          private_metadata: form.metadata(`${slack.origin}/actions/${key}`),
          state: { values: form.values },
          blocks: [],
          app_installed_team_id: form.installed,
        },
        response_urls: [],
      }
      return send({ kind: 'interactive', payload }, person, key)
    },
  }
}

export type Forger = ReturnType<typeof createForger>

const pressedOn = (channel: Channel) => ({
  container: { type: 'message', message_ts: '1.1', channel_id: channel.id, is_ephemeral: false },
  channel: channelPayload(channel),
  message: { type: 'message', ts: '1.1', text: '' },
})

/** A form's errors as text; empty if there are none. */
function said(body: unknown): string {
  const errors = isFields(body) ? fieldsOf(body, 'errors') : undefined
  return Object.values(errors ?? {}).join('\n')
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('no such person, channel or workspace')
  return value
}
