import { z } from 'zod'
import type { Surface } from './block-actions.ts'
import type { Deliver } from './deliver-type.ts'
import type { Reads } from './page-reads.ts'
import { fill, type Submission } from './submission.ts'
import type { Workspace } from './workspace.ts'

const user = z.string()
const text = z.string()
const given = z.union([z.string(), z.number(), z.array(z.string()), z.null()])
const values = z.record(z.string(), given)
const element = {
  user,
  actionId: z.string(),
  blockId: z.string(),
  channel: z.string().optional(),
  ts: z.string().optional(),
  viewId: z.string().optional(),
  /** In a view: the inputs so far. */
  values: values.optional(),
}

/** A person's action on the page. */
export const action = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('command'), user, channel: z.string(), command: z.string(), text }),
  z.strictObject({
    do: z.literal('say'),
    user,
    channel: z.string(),
    text: text.min(1),
    threadTs: z.string().optional(),
    broadcast: z.boolean().optional(),
  }),
  z.strictObject({ do: z.literal('read'), user, channel: z.string(), ts: z.string() }),
  z.strictObject({ do: z.literal('home'), user, tab: z.enum(['home', 'messages']) }),
  z.strictObject({
    do: z.literal('shortcut'),
    user,
    callbackId: z.string(),
    channel: z.string().optional(),
    ts: z.string().optional(),
  }),
  z.strictObject({ do: z.literal('press'), ...element }),
  z.strictObject({ do: z.literal('choose'), ...element, given }),
  z.strictObject({
    do: z.literal('submit'),
    user,
    viewId: z.string(),
    values,
  }),
  z.strictObject({ do: z.literal('close'), user, viewId: z.string() }),
])

export type Action = z.infer<typeof action>

/** The error code of a failure, and a form's errors by block. */
export type Outcome = { error?: string | undefined; errors?: Submission['errors'] }

export type ActionContext = { workspace: Workspace; deliver: Deliver; reads: Reads }

/** Throws, with the reason, where Slack's own client would not do it. */
export async function perform({ workspace, deliver, reads }: ActionContext, did: Action): Promise<Outcome> {
  switch (did.do) {
    case 'command':
      return { error: (await deliver.command(did)).error }
    case 'say':
      await deliver.say(did)
      return {}
    case 'read':
      reads.read(did)
      return {}
    case 'home':
      await deliver.openHome(did)
      return {}
    case 'shortcut':
      return { error: (await deliver.shortcut({ ...did, ...messageOf(workspace, did) })).error }
    case 'press':
      return { error: (await deliver.press({ ...did, ...surfaceOf(workspace, did) })).error }
    case 'choose':
      return { error: (await deliver.choose({ ...did, ...surfaceOf(workspace, did) })).error }
    case 'submit': {
      const submission = await deliver.submit(did)
      const error = 'error' in submission ? submission.error : undefined
      return { error, errors: submission.errors }
    }
    case 'close':
      return { error: (await deliver.closeView(did))?.error }
  }
}

type OnElement = Extract<Action, { do: 'press' | 'choose' }>

function surfaceOf(workspace: Workspace, did: OnElement): Surface {
  const view = workspace.views.get(did.viewId ?? '')
  if (view !== undefined && view.user === did.user) {
    fill(view, did.values ?? {})
    return { view }
  }
  const inChannel = workspace.messages.get(did.channel ?? '') ?? []
  const alone = workspace.ephemerals.filter(one => one.to === did.user && one.channel === did.channel)
  const message = [...inChannel, ...alone].find(one => one.ts === did.ts)
  if (message === undefined) throw new Error(`There is no message ${did.ts}`)
  return { message }
}

function messageOf(workspace: Workspace, { channel = '', ts }: Extract<Action, { do: 'shortcut' }>) {
  const message = workspace.messages.get(channel)?.find(one => one.ts === ts)
  return message && { message }
}
