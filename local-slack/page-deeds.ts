import { z } from 'zod'
import type { Surface } from './acting.ts'
import type { Deliver } from './deliver.ts'
import type { Submission } from './submitting.ts'
import type { Workspace } from './workspace.ts'

const user = z.string()
const text = z.string()
const given = z.union([z.string(), z.number(), z.array(z.string()), z.null()])
const element = {
  user,
  actionId: z.string(),
  blockId: z.string(),
  channel: z.string().optional(),
  ts: z.string().optional(),
  viewId: z.string().optional(),
}

/** What a person does on the page. */
export const deed = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('command'), user, channel: z.string(), command: z.string(), text }),
  z.strictObject({
    do: z.literal('say'),
    user,
    channel: z.string(),
    text: text.min(1),
    threadTs: z.string().optional(),
  }),
  z.strictObject({ do: z.literal('press'), ...element }),
  z.strictObject({ do: z.literal('choose'), ...element, given }),
  z.strictObject({
    do: z.literal('submit'),
    user,
    viewId: z.string(),
    values: z.record(z.string(), given),
  }),
  z.strictObject({ do: z.literal('close'), user, viewId: z.string() }),
])

export type Deed = z.infer<typeof deed>

/** What came of it: why it failed, in Slack's word, and a form's errors by block. */
export type Outcome = { error?: string | undefined; errors?: Submission['errors'] }

/** Does it. Throws for what Slack's own client would not do, with the reason. */
export async function perform(workspace: Workspace, deliver: Deliver, did: Deed): Promise<Outcome> {
  switch (did.do) {
    case 'command':
      return { error: (await deliver.command(did)).error }
    case 'say':
      await deliver.say(did)
      return {}
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

function surfaceOf(workspace: Workspace, did: Extract<Deed, { do: 'press' | 'choose' }>): Surface {
  const view = workspace.views.get(did.viewId ?? '')
  if (view !== undefined && view.user === did.user) return { view }
  const inChannel = workspace.messages.get(did.channel ?? '') ?? []
  const alone = workspace.ephemerals.filter(one => one.to === did.user && one.channel === did.channel)
  const message = [...inChannel, ...alone].find(one => one.ts === did.ts)
  if (message === undefined) throw new Error(`There is no message ${did.ts}`)
  return { message }
}
