import { afterEach, describe, expect, it } from 'vitest'
import type { Fields } from '../fields.ts'
import { methodFacts } from '../method-facts.ts'
import { methods } from '../methods.ts'
import { seeded } from '../seed.ts'
import type { RefusalCase } from './refusal-arguments.ts'
import { methodCases } from './refusal-cases.ts'
import { everyScope, openScene, type Scene } from './scene.ts'

const open: Scene[] = []
afterEach(async () => {
  for (const scene of open.splice(0)) await scene.slack.close()
})

async function begin(options?: Parameters<typeof openScene>[0]): Promise<Scene> {
  const scene = await openScene(options)
  open.push(scene)
  return scene
}

const isMade = (args: RefusalCase): args is (scene: Scene) => Fields | Promise<Fields> =>
  typeof args === 'function'
const needsHome = (args: RefusalCase): args is { appHome: Record<string, boolean>; given: Fields } =>
  !isMade(args) && 'appHome' in args
const argsOf = async (args: RefusalCase, scene: Scene): Promise<Fields> =>
  isMade(args) ? args(scene) : needsHome(args) ? args.given : args

/** Error codes that any method may give. */
const common = ['invalid_auth', 'missing_scope', 'not_allowed_token_type']
const tables = Object.entries(methodFacts)
const validArgs = (method: string) => methodCases[method]?.valid ?? {}
const rooms = { public: seeded.shopA, private: seeded.privateShop, im: seeded.dm }
const types = { public: 'public_channel', private: 'private_channel', im: 'im' }

it('every method of the data file exists, and every existing method is in the data file', () => {
  const there = [...Object.keys(methods), 'apps.connections.open'].toSorted()
  expect(Object.keys(methodFacts).toSorted()).toEqual(there)
  expect(Object.keys(methodCases).toSorted()).toEqual(there)
})

it.each(tables)('%s: exactly the errors of this method have a case below', (method, facts) => {
  const own = [...facts.errors, ...facts.unlisted].filter(word => !common.includes(word))
  expect(Object.keys(methodCases[method]?.words ?? {}).toSorted()).toEqual(own.toSorted())
  expect(facts.never.filter(word => own.includes(word))).toEqual([])
})

describe.each(tables)('%s', (method, facts) => {
  const words = Object.entries(methodCases[method]?.words ?? {})

  it('accepts a valid call', async () => {
    const scene = await begin()
    const form = await argsOf(validArgs(method), scene)
    expect((await scene.call(method, { form })).body).toMatchObject({ ok: true })
  })

  it.each(words)('refuses with %s', async (word, refusalCase) => {
    const scene = await begin(needsHome(refusalCase) ? { appHome: refusalCase.appHome } : {})
    const form = await argsOf(refusalCase, scene)
    expect((await scene.call(method, { form })).body).toMatchObject({ ok: false, error: word })
  })

  if (facts.required.length > 0)
    it('refuses a call without a required argument', async () => {
      for (const key of facts.required) {
        const scene = await begin()
        const { [key]: _, ...form } = await argsOf(validArgs(method), scene)
        const error = key === 'channel' ? 'channel_not_found' : 'invalid_arguments'
        expect((await scene.call(method, { form })).body, key).toMatchObject({ ok: false, error })
      }
    })

  it(`${facts.formOnly ? 'ignores' : 'reads'} a JSON body`, async () => {
    const scene = await begin()
    const json = await argsOf(validArgs(method), scene)
    const { body } = await scene.call(method, { json })
    const overlooked = facts.formOnly && facts.required.length > 0
    expect(body.ok).toBe(!overlooked)
  })

  it('accepts only a valid token of its kind', async () => {
    const scene = await begin()
    const errorFor = async (token: string | null) =>
      (await scene.call(method, { form: await argsOf(validArgs(method), scene) }, token)).body.error
    const otherKind = facts.token === 'app' ? seeded.botToken : seeded.appToken
    expect(await errorFor(null)).toBe('not_authed')
    expect(await errorFor('xoxb-wrong')).toBe('invalid_auth')
    expect(await errorFor(otherKind)).toBe('not_allowed_token_type')
    if (facts.token === 'app') return
    const team = scene.slack.workspace.teams.get(seeded.team)
    if (team === undefined) throw new Error('no team')
    const args = await argsOf(validArgs(method), scene)
    for (const [access, error] of [
      ['revoked', 'token_revoked'],
      ['uninstalled', 'account_inactive'],
    ] as const) {
      team.access = access
      expect((await scene.call(method, { form: args })).body.error).toBe(error)
    }
  })

  if (facts.scopes.length > 0)
    it('requires its scopes', async () => {
      for (const needed of facts.scopes) {
        const scopes = everyScope.filter(scope => scope !== needed)
        const scene = await begin({ scopes })
        const form = await argsOf(validArgs(method), await begin())
        expect((await scene.call(method, { form })).body).toMatchObject({
          error: 'missing_scope',
          needed,
          provided: scopes.join(','),
        })
      }
    })

  if (facts.scopeByKind)
    it('requires only the scope for the kind of conversation', async () => {
      for (const kind of ['public', 'private', 'im'] as const) {
        const needed = facts.scopeByKind?.[kind] ?? ''
        const here = { channel: rooms[kind], types: types[kind] }
        const without = await begin({ scopes: everyScope.filter(scope => scope !== needed) })
        const form = { ...(await argsOf(validArgs(method), without)), ...here }
        expect((await without.call(method, { form })).body).toMatchObject({ error: 'missing_scope', needed })
        const alone = await begin({ scopes: [needed] })
        expect((await alone.call(method, { form })).body.error).not.toBe('missing_scope')
      }
    })

  it(`accepts ${facts.perMinute} calls a minute, then answers 429 with retry-after`, async () => {
    const scene = await begin({ rateLimits: true })
    const call = () => scene.call(method, { form: {} })
    const statuses = new Set<number>()
    for (let called = 0; called < facts.perMinute; called += 1) statuses.add((await call()).status)
    expect([...statuses]).toEqual([200])
    scene.wait(20_000)
    expect(await call()).toEqual({
      status: 429,
      retryAfter: '40',
      body: { ok: false, error: 'ratelimited' },
    })
    scene.wait(40_000)
    expect((await call()).status).toBe(200)
  })
})

it.each(tables)('%s: its cases use only arguments that Slack has', async (method, facts) => {
  const known = [...facts.required, ...facts.optional]
  const all = [validArgs(method), ...Object.values(methodCases[method]?.words ?? {})]
  for (const refusalCase of all) {
    const args = await argsOf(refusalCase, await begin())
    expect(Object.keys(args).filter(key => !known.includes(key))).toEqual([])
  }
})
