import { type Fields, isFields } from './fields.ts'
import type { AppManifest } from './manifest.ts'
import { Refusal } from './refusal.ts'
import { say } from './response-url.ts'
import type { Answer, Parcel, Sealed, Transport } from './transport.ts'
import type { Ephemeral, User, Workspace } from './workspace.ts'

/** Repeats a delivery with an identical payload, one copy after another or, with `together`, concurrently. */
export type Repeat = { times?: number; together?: boolean }

/** The outcome of delivering a person's action to the app. */
export type Delivery = {
  payload: Fields
  /** The app's answer to the first copy; `answers` has one per copy. */
  answer: Answer
  answers: Answer[]
  /** The error that Slack shows the person if the app failed, such as `operation_timeout`. */
  error?: string
  /**
   * The ephemeral messages shown to the person since the delivery and not deleted. Computed at every access,
   * so it can be polled.
   */
  readonly ephemerals: Ephemeral[]
}

/** The dependencies shared by all deliveries. `origin` is this server's address. */
export type DeliveryContext = {
  workspace: Workspace
  app: AppManifest
  origin: string
  transport: () => Transport
  /** The delays before the first, second and third retry of an event, in ms. */
  retryDelaysMs: number[]
}

/** Sends a parcel on behalf of a person. `via` is the key of its response_url. */
export async function deliver(
  ctx: DeliveryContext,
  parcel: Parcel,
  by: User,
  repeat: Repeat,
  via?: string,
): Promise<Delivery> {
  const { workspace } = ctx
  const shownBefore = workspace.ephemerals.length
  const answers = await sendRepeatedly(ctx.transport()(parcel), repeat)
  const [answer] = answers
  if (answer === undefined) throw new Error('Cannot deliver: times must be at least 1')
  const refused = parcel.kind === 'slash_commands' ? showAnswers(workspace, answers, via) : undefined
  return {
    payload: parcel.payload,
    answer,
    answers,
    error: refused ?? errorOf(answer),
    get ephemerals() {
      const since = workspace.ephemerals.slice(shownBefore)
      return since.filter(one => one.to === by.id && !one.gone && (one.via === undefined || one.via === via))
    },
  }
}

export async function sendRepeatedly(
  send: Sealed,
  { times = 1, together = false }: Repeat,
): Promise<Answer[]> {
  if (together) return Promise.all(Array.from({ length: times }, send))
  const answers: Answer[] = []
  for (let sent = 0; sent < times; sent += 1) answers.push(await send())
  return answers
}

/**
 * Shows the person the answers in the app's acknowledgements of a command. Returns the error of the last
 * answer that Slack would refuse, if any.
 */
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

function errorOf({ failure, status }: Answer): string | undefined {
  if (failure === 'http_timeout') return 'operation_timeout'
  if (failure === 'connection_failed') return 'dispatch_failed'
  return failure === 'http_error' ? `http_status_${status}` : undefined
}
