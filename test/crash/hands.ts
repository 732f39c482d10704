import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Order, Report } from './process.ts'

const script = fileURLToPath(new URL('process.ts', import.meta.url))

/** A process without an app yet; it dies with the app opened in it, or is reused once that is closed. */
export type Hand = {
  sites: string[]
  /** The response to an order; `undefined` when the process dies first. */
  ask(order: Order): Promise<Report | undefined>
  alive(): boolean
  kill(): void
}

async function hire(): Promise<Hand> {
  const child = fork(script, { execPath: process.execPath, execArgv: ['--no-warnings'] })
  const answer = answerOf(child)
  const ready = await answer()
  if (ready?.is !== 'ready') throw new Error('a process did not start')
  return {
    sites: ready.sites,
    ask(order) {
      const said = answer()
      // The process may die during the call.
      if (child.connected) child.send(order, () => {})
      return said
    },
    alive: () => child.exitCode === null && child.signalCode === null,
    kill: () => void child.kill('SIGKILL'),
  }
}

const answerOf = (child: ChildProcess) => () =>
  new Promise<Report | undefined>((resolve, reject) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve(undefined)
    const over = () => {
      child.off('message', said).off('exit', died)
    }
    const said = (report: Report) => {
      over()
      resolve(report)
    }
    const died = (code: number | null, signal: string | null) => {
      over()
      if (signal === 'SIGKILL') resolve(undefined)
      else reject(new Error(`it ended by itself with ${code ?? signal}`))
    }
    child.on('message', said).on('exit', died)
  })

/** Processes for successive runs; one is always started ahead, because starting takes most of the time. */
export function createHands() {
  const free: Hand[] = []
  const all: Promise<Hand>[] = []
  let coming: Promise<Hand> | undefined
  function more() {
    const next = hire()
    all.push(next)
    return next
  }
  return {
    take(): Promise<Hand> {
      const known = free.pop()
      if (known) return Promise.resolve(known)
      const next = coming ?? more()
      coming = more()
      return next
    },
    giveBack: (hand: Hand) => void free.push(hand),
    async close() {
      for (const hand of await Promise.all(all)) hand.kill()
    },
  }
}
export type Hands = ReturnType<typeof createHands>
