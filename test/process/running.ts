import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { scratchPath } from '../store/scratch.ts'

/** How long a test waits for the app on a busy machine. */
const patienceMs = 60_000

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

type Environment = Record<string, string>

/** A started app: what it printed so far, and how it ends. */
export type Running = {
  /** The empty directory that it was started in. */
  cwd: string
  stdout(): string
  stderr(): string
  /** Resolves with the exit code, `null` when a signal ended it. */
  ended: Promise<number | null>
  kill(signal: NodeJS.Signals): void
  /** Closes its standard output and error, as a reader does that goes away. */
  stopReading(): void
  /** The first log line that says `message`; rejects when the process ends or ten seconds pass before it does. */
  says(message: string): Promise<Record<string, unknown>>
}

/** Starts the app as `npm start` does, with this environment and no other, in an empty directory of its own. */
export function startProcess(env: Environment): Running {
  const cwd = scratchPath('.')
  const child = spawn(process.execPath, [main], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOST: '127.0.0.1', PORT: '0', ...env },
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

  /** The first log line with this message; fails at once when the app ends, and otherwise after a minute. */
  async function says(message: string) {
    const deadline = Date.now() + patienceMs
    while (Date.now() < deadline) {
      const hasEnded = child.exitCode !== null
      const line = lineSaying(message)
      if (line) return line
      if (hasEnded) break
      await new Promise(resolve => setTimeout(resolve, 20))
    }
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

/** The app, started and listening, and its address. */
export async function startListening(env: Environment): Promise<Running & { origin: string }> {
  const app = startProcess(env)
  const { port } = await app.says('listening')
  return { ...app, origin: `http://127.0.0.1:${port}` }
}

/** Polls `/readyz` of `origin` until it answers with `status`, and returns that answer's body; fails after a minute. */
export async function readyz(origin: string, status: number): Promise<unknown> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const response = await fetch(`${origin}/readyz`)
    const body: unknown = await response.json()
    if (response.status === status) return body
    if (Date.now() > deadline) throw new Error(`/readyz stays ${response.status}: ${JSON.stringify(body)}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

/** The value of a metric without labels, or of a whole series such as `name{kind="x"}`; undefined when there is none. */
export async function metric(origin: string, series: string): Promise<number | undefined> {
  const text = await (await fetch(`${origin}/metrics`)).text()
  const line = text.split('\n').find(each => each.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length + 1))
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}
