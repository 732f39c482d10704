import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { Health } from '../../src/process/health.ts'
import { createReadiness } from '../../src/process/readiness.ts'
import type { Engine } from '../../src/store/engine.ts'
import { reopened, scratchPath, scratchStore } from '../store/scratch.ts'

const noon = Date.UTC(2026, 10, 20, 4)

/** Readiness of a healthy app, except for `problems`. */
function readinessOf(problems: { health?: Partial<Health>; socket?: string } = {}, store?: Engine) {
  const state = { now: noon }
  const engine = store ?? scratchStore(() => state.now)
  const health = async () => ({
    slack: 'ok',
    lastTick: noon,
    waiting: 0,
    overdueSince: undefined,
    backlog: await engine.backlog(state.now),
    underWay: 0,
    undelivered: { complaints: 0, since: undefined },
    ...problems.health,
  })
  const ask = createReadiness({ engine, health, trouble: () => problems.socket, now: () => state.now })
  return { state, engine, ask }
}

describe('The app is ready', () => {
  it('when its parts are', async () => {
    expect(await readinessOf().ask()).toEqual({})
  })

  it('unless Slack has not answered, or refuses it', async () => {
    expect(await readinessOf({ health: { slack: 'unknown' } }).ask()).toEqual({ slack: 'unknown' })
    expect(await readinessOf({ health: { slack: 'token_revoked' } }).ask()).toEqual({
      slack: 'token_revoked',
    })
  })

  it('unless nothing can come in from Slack', async () => {
    expect(await readinessOf({ socket: 'disconnected' }).ask()).toEqual({ socket: 'disconnected' })
  })

  it('unless the scheduler has not run for more than two and a half minutes', async () => {
    const { state, ask } = readinessOf()
    state.now = noon + 150_000
    expect(await ask()).toEqual({})
    state.now += 1_000
    expect(await ask()).toEqual({ reminders: 'last looked 151 s ago' })
    expect(await readinessOf({ health: { lastTick: undefined } }).ask()).toEqual({ reminders: 'not started' })
  })

  it('unless the store fails, and then only the store is reported', async () => {
    const { engine, ask } = readinessOf()
    await engine.close()
    expect(await ask()).toEqual({ store: expect.stringMatching(/\w/) })
  })

  it('unless the table is gone, even just after a successful write', async () => {
    const path = scratchPath()
    const { ask } = readinessOf({}, reopened(path))
    expect(await ask()).toEqual({})
    const shell = new DatabaseSync(path)
    shell.exec('DROP TABLE entries')
    shell.close()
    expect(await ask()).toEqual({ store: expect.stringContaining('no such table: entries') })
  })
})

describe('The store', () => {
  it('is written to once in five seconds, however often readiness is asked for', async () => {
    const { state, engine, ask } = readinessOf()
    const written = async () => (await engine.list('probe:')).map(({ text }) => Number(text) - noon)
    await ask()
    state.now += 4_999
    await Promise.all([ask(), ask()])
    expect(await written()).toEqual([0])
    state.now += 1
    await Promise.all([ask(), ask()])
    expect(await written()).toEqual([5_000])
  })
})
