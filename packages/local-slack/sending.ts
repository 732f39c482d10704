import { type Fields, isFields } from './fields.ts'
import type { AppManifest } from './manifest.ts'
import { Refusal } from './refusal.ts'
import { say } from './response-url.ts'
import type { Answer, Parcel, Transport } from './transport.ts'
import type { Ephemeral, User, Workspace } from './workspace.ts'

/** Sends the very same payload several times: in turn, or all at once with `together`. */
export type Repeat = { times?: number; together?: boolean }

/** What came of something that a person did. */
export type Delivery = {
  payload: Fields
  /** The answer to the first sending, and to each. */
  answer: Answer
  answers: Answer[]
  /** What Slack would tell the person when the app failed: `operation_timeout`, `dispatch_failed`, `invalid_blocks` ... */
  error?: string
  /** What the person was shown privately since then, those gone left out. Live: read it again later. */
  readonly ephemerals: Ephemeral[]
}

/** What every delivery needs. `origin` is this server's address. */
export type Post = {
  workspace: Workspace
  app: AppManifest
  origin: string
  transport: () => Transport
  /** Waits before the 1st, 2nd and 3rd retry of an event, in ms. */
  retryDelaysMs: number[]
}

/** Sends a parcel on behalf of a person and keeps an eye on what they are shown. `via` is the response_url's key. */
export async function deliver(
  post: Post,
  parcel: Parcel,
  by: User,
  repeat: Repeat,
  via?: string,
): Promise<Delivery> {
  const seen = post.workspace.ephemerals.length
  const answers = await sendAll(post, parcel, repeat)
  const [answer] = answers
  if (answer === undefined) throw new Error('Cannot deliver: times must be at least 1')
  const unshown = parcel.kind === 'slash_commands' ? showAnswers(post.workspace, answers, via) : undefined
  return {
    payload: parcel.payload,
    answer,
    answers,
    error: unshown ?? errorOf(answer),
    get ephemerals() {
      const since = post.workspace.ephemerals.slice(seen)
      return since.filter(one => one.to === by.id && !one.gone && (one.via === undefined || one.via === via))
    },
  }
}

/** Shows the answers to a command that came in its acknowledgements. Gives Slack's word for one that it does not take. */
function showAnswers(workspace: Workspace, answers: Answer[], via = ''): string | undefined {
  const url = workspace.responseUrls.get(via)
  let refused: string | undefined
  for (const { failure, body } of answers) {
    if (!url || failure !== undefined || body === '') continue
    if (isFields(body) && Object.keys(body).length === 0) continue
    try {
      say(workspace, url, isFields(body) ? body : { text: String(body) })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused = error.error
    }
  }
  return refused
}

async function sendAll(
  post: Post,
  parcel: Parcel,
  { times = 1, together = false }: Repeat,
): Promise<Answer[]> {
  const send = post.transport()(parcel)
  if (together) return Promise.all(Array.from({ length: times }, send))
  const answers: Answer[] = []
  for (let sent = 0; sent < times; sent += 1) answers.push(await send())
  return answers
}

function errorOf({ failure, status }: Answer): string | undefined {
  if (failure === 'http_timeout') return 'operation_timeout'
  if (failure === 'connection_failed') return 'dispatch_failed'
  return failure === 'http_error' ? `http_status_${status}` : undefined
}
