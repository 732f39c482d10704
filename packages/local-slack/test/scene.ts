import { type Fields, isFields } from '../fields.ts'
import { methodFacts } from '../method-facts.ts'
import { seeded } from '../seed.ts'
import { type LocalSlack, startLocalSlack } from '../server.ts'
import { newTrigger } from '../triggers.ts'
import { manifest, modal } from './sample-app.ts'

/** Every scope that any method requires. */
export const everyScope = [
  ...new Set(
    Object.values(methodFacts).flatMap(({ scopes, scopeByKind }) => [
      ...scopes,
      ...Object.values(scopeByKind ?? {}),
    ]),
  ),
]

type Body = { form: Fields } | { json: unknown } | { text: string }
export type Answer = { status: number; retryAfter: string | null; body: Fields }

/** A workspace with a clock that moves only by `wait`, called over HTTP. */
export type Scene = {
  slack: LocalSlack
  /** Moves the clock ahead, in ms. */
  wait: (ms: number) => void
  /** Calls a method with any body; `null` sends no token. */
  call: (method: string, body: Body, token?: string | null) => Promise<Answer>
  /** Posts a message or a reply of the app in #shop-a and returns its ts. */
  post: (more?: Fields) => Promise<string>
  /** A new trigger_id of 林悦. */
  trigger: () => string
  /** Opens a modal for 林悦, with this external_id if any, and returns its fields. */
  open: (external_id?: string) => Promise<Fields>
  /** Uploads a file without sharing it and returns its id. */
  upload: () => Promise<string>
}

/** `scopes` are those of the manifest, all unless given. */
export async function openScene(
  options: { scopes?: string[]; appHome?: Record<string, boolean>; rateLimits?: boolean } = {},
): Promise<Scene> {
  const { scopes = everyScope, appHome = {}, rateLimits = false } = options
  let clock = Date.parse('2026-11-20T10:30:00+08:00')
  const slack = await startLocalSlack({
    manifest: {
      ...manifest,
      features: { ...manifest.features, app_home: { home_tab_enabled: true, ...appHome } },
      oauth_config: { scopes: { bot: scopes } },
    },
    now: () => clock,
    rateLimits,
  })

  async function call(method: string, body: Body, token: string | null = tokenFor(method)): Promise<Answer> {
    const response = await fetch(`${slack.apiUrl}${method}`, {
      method: 'POST',
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(!('form' in body) && { 'content-type': 'application/json' }),
      },
      body: 'form' in body ? formOf(body.form) : 'json' in body ? JSON.stringify(body.json) : body.text,
    })
    const answered: unknown = await response.json()
    const { status, headers } = response
    return { status, retryAfter: headers.get('retry-after'), body: isFields(answered) ? answered : {} }
  }

  const fieldOf = async (method: string, form: Fields, key: string) =>
    String((await call(method, { form })).body[key])
  const trigger = () =>
    newTrigger(slack.workspace, { team: seeded.team, user: seeded.lin, channel: seeded.shopA }).id

  return {
    slack,
    wait: ms => {
      clock += ms
    },
    call,
    post: more => fieldOf('chat.postMessage', { channel: seeded.shopA, text: '卡片', ...more }, 'ts'),
    trigger,
    open: async external_id => {
      const view = { ...modal, ...(external_id !== undefined && { external_id }) }
      const { body } = await call('views.open', { form: { trigger_id: trigger(), view } })
      return isFields(body.view) ? body.view : {}
    },
    upload: async () => {
      const { body } = await call('files.getUploadURLExternal', { form: { filename: 'a.csv', length: 3 } })
      await fetch(String(body.upload_url), { method: 'POST', body: 'a,b' })
      return String(body.file_id)
    },
  }
}

const tokenFor = (method: string): string =>
  methodFacts[method]?.token === 'app' ? seeded.appToken : seeded.botToken

/** A form as the SDK sends it: lists and objects as JSON. */
function formOf(fields: Fields): URLSearchParams {
  const written = Object.entries(fields).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  return new URLSearchParams(written)
}
