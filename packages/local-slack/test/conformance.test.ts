import { afterEach, describe, expect, it } from 'vitest'
import type { Fields } from '../fields.ts'
import { methodFacts } from '../method-facts.ts'
import { methods } from '../methods.ts'
import { seeded } from '../seed.ts'
import { type Provocation, provocations } from './provocations.ts'
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

const isMade = (args: Provocation): args is (scene: Scene) => Fields | Promise<Fields> =>
  typeof args === 'function'
const needsHome = (args: Provocation): args is { appHome: Record<string, boolean>; given: Fields } =>
  !isMade(args) && 'appHome' in args
const argsOf = async (args: Provocation, scene: Scene): Promise<Fields> =>
  isMade(args) ? args(scene) : needsHome(args) ? args.given : args

/** What any method may say; the rest of a method's words are its own. */
const common = ['invalid_auth', 'missing_scope', 'not_allowed_token_type']
const tables = Object.entries(methodFacts)
const fineOf = (method: string) => provocations[method]?.fine ?? {}
const rooms = { public: seeded.shopA, private: seeded.privateShop, im: seeded.dm }
const types = { public: 'public_channel', private: 'private_channel', im: 'im' }

it('every method of the data file is there, and every method that is there has its data', () => {
  const there = [...Object.keys(methods), 'apps.connections.open'].toSorted()
  expect(Object.keys(methodFacts).toSorted()).toEqual(there)
  expect(Object.keys(provocations).toSorted()).toEqual(there)
})

it.each(tables)('%s: every word that it says is provoked below, and no other', (method, facts) => {
  const own = [...facts.errors, ...facts.unlisted].filter(word => !common.includes(word))
  expect(Object.keys(provocations[method]?.words ?? {}).toSorted()).toEqual(own.toSorted())
  expect(facts.never.filter(word => own.includes(word))).toEqual([])
})

describe.each(tables)('%s', (method, facts) => {
  const words = Object.entries(provocations[method]?.words ?? {})

  it('takes a good call', async () => {
    const scene = await begin()
    const form = await argsOf(fineOf(method), scene)
    expect((await scene.call(method, { form })).body).toMatchObject({ ok: true })
  })

  it.each(words)('says %s', async (word, provocation) => {
    const scene = await begin(needsHome(provocation) ? { appHome: provocation.appHome } : {})
    const form = await argsOf(provocation, scene)
    expect((await scene.call(method, { form })).body).toMatchObject({ ok: false, error: word })
  })

  if (facts.required.length > 0)
    it('cannot do without its required arguments', async () => {
      for (const key of facts.required) {
        const scene = await begin()
        const { [key]: _, ...form } = await argsOf(fineOf(method), scene)
        const error = key === 'channel' ? 'channel_not_found' : 'invalid_arguments'
        expect((await scene.call(method, { form })).body, key).toMatchObject({ ok: false, error })
      }
    })

  it(`${facts.formOnly ? 'overlooks' : 'reads'} a JSON body`, async () => {
    const scene = await begin()
    const json = await argsOf(fineOf(method), scene)
    const { body } = await scene.call(method, { json })
    const overlooked = facts.formOnly && facts.required.length > 0
    expect(body.ok).toBe(!overlooked)
  })

  it('takes a token of its kind, and no other', async () => {
    const scene = await begin()
    const errorFor = async (token: string | null) =>
      (await scene.call(method, { form: await argsOf(fineOf(method), scene) }, token)).body.error
    const otherKind = facts.token === 'app' ? seeded.botToken : seeded.appToken
    expect(await errorFor(null)).toBe('not_authed')
    expect(await errorFor('xoxb-wrong')).toBe('invalid_auth')
    expect(await errorFor(otherKind)).toBe('not_allowed_token_type')
    if (facts.token === 'app') return
    const team = scene.slack.workspace.teams.get(seeded.team)
    if (team === undefined) throw new Error('no team')
    const args = await argsOf(fineOf(method), scene)
    for (const [access, error] of [
      ['revoked', 'token_revoked'],
      ['uninstalled', 'account_inactive'],
    ] as const) {
      team.access = access
      expect((await scene.call(method, { form: args })).body.error).toBe(error)
    }
  })

  if (facts.scopes.length > 0)
    it('asks for its scope', async () => {
      for (const needed of facts.scopes) {
        const scopes = everyScope.filter(scope => scope !== needed)
        const scene = await begin({ scopes })
        const form = await argsOf(fineOf(method), await begin())
        expect((await scene.call(method, { form })).body).toMatchObject({
          error: 'missing_scope',
          needed,
          provided: scopes.join(','),
        })
      }
    })

  if (facts.scopeByKind)
    it('asks for the scope of the kind of conversation, and for that alone', async () => {
      for (const kind of ['public', 'private', 'im'] as const) {
        const needed = facts.scopeByKind?.[kind] ?? ''
        const here = { channel: rooms[kind], types: types[kind] }
        const without = await begin({ scopes: everyScope.filter(scope => scope !== needed) })
        const form = { ...(await argsOf(fineOf(method), without)), ...here }
        expect((await without.call(method, { form })).body).toMatchObject({ error: 'missing_scope', needed })
        const alone = await begin({ scopes: [needed] })
        expect((await alone.call(method, { form })).body.error).not.toBe('missing_scope')
      }
    })

  it(`takes ${facts.perMinute} calls a minute, then says when to come back`, async () => {
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

it.each(tables)('%s: the stories here use no argument that Slack does not have', async (method, facts) => {
  const known = [...facts.required, ...facts.optional]
  const all = [fineOf(method), ...Object.values(provocations[method]?.words ?? {})]
  for (const provocation of all) {
    const args = await argsOf(provocation, await begin())
    expect(Object.keys(args).filter(key => !known.includes(key))).toEqual([])
  }
})
