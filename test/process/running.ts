import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { scratchPath } from '../store/scratch.ts'

/** The longest time that a test waits for the app, for busy machines. */
const patienceMs = 60_000

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

type Environment = Record<string, string>

/** The variables that a start needs, with a Slack that does not answer. */
export const minimalEnv = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 'secret-1',
  SLACK_API_URL: 'http://127.0.0.1:1/api/',
}

export type Running = {
  /** The empty directory that it was started in. */
  cwd: string
  stdout(): string
  stderr(): string
  /** Resolves to the exit code, `null` after a signal. */
  ended: Promise<number | null>
  kill(signal: NodeJS.Signals): void
  /** Closes its standard output and error, as when their reader ends. */
  stopReading(): void
  /** The first log line with this message; rejects when the app ends, and otherwise after a minute. */
  says(message: string): Promise<Record<string, unknown>>
}

/** Starts the app on Slack with this environment and no other, in an empty directory. */
export const startProcess = (env: Environment): Running => startScript(main, { HOST: '127.0.0.1', ...env })

/** Starts a script as `startProcess` does; it is killed when the test ends. */
export function startScript(script: string, env: Environment): Running {
  const cwd = scratchPath('.')
  const child = spawn(process.execPath, [script], {
    cwd,
    env: { PATH: process.env.PATH ?? '', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', chunk => (stdout += chunk))
  child.stderr.setEncoding('utf8').on('data', chunk => (stderr += chunk))
  const ended = once(child, 'close').then(() => child.exitCode)
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })

  const lineSaying = (message: string) =>
    stdout
      .split('\n')
      .slice(0, -1)
      .map((line): Record<string, unknown> => JSON.parse(line))
      .find(({ msg }) => msg === message)

  async function says(message: string) {
    const read = () => ({ hasEnded: child.exitCode !== null, line: lineSaying(message) })
    const { line } = await poll(read, found => found.hasEnded || found.line !== undefined)
    if (line) return line
    throw new Error(`The app did not say "${message}" but:\n${stdout}${stderr}`)
  }

  return {
    cwd,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    kill: signal => child.kill(signal),
    stopReading() {
      child.stdout.destroy()
      child.stderr.destroy()
    },
    says,
  }
}

/** Polls until the answer is done, for a minute at most, and returns the last answer. */
export async function poll<T>(probe: () => T | Promise<T>, isDone: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const answer = await probe()
    if (isDone(answer) || Date.now() > deadline) return answer
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

/** Starts the app and waits until it listens at `origin`. */
export async function startListening(env: Environment): Promise<Running & { origin: string }> {
  const app = startProcess(env)
  const { port } = await app.says('listening')
  return { ...app, origin: `http://127.0.0.1:${port}` }
}

/** The HTTP status of a request, 0 while there is no answer. */
export const statusOf = (url: string): Promise<number> =>
  fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
    ({ status }) => status,
    () => 0,
  )

/** Polls `/readyz` until it answers with `status`, and returns the body; fails after a minute. */
export async function readyz(origin: string, status: number): Promise<unknown> {
  const read = async () => {
    const response = await fetch(`${origin}/readyz`)
    const body: unknown = await response.json()
    return { status: response.status, body }
  }
  const last = await poll(read, answer => answer.status === status)
  if (last.status === status) return last.body
  throw new Error(`/readyz stays ${last.status}: ${JSON.stringify(last.body)}`)
}

/** The value of a metric, such as `name` or `name{kind="x"}`; undefined if there is none. */
export async function metric(origin: string, series: string): Promise<number | undefined> {
  const text = await (await fetch(`${origin}/metrics`)).text()
  const line = text.split('\n').find(each => each.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length + 1))
}

/** Polls a metric until it has this value, and returns the last value. */
export const metricWhen = (value: number, origin: string, series: string) =>
  poll(
    () => metric(origin, series),
    found => found === value,
  )

/** A free port. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}
