import { describe, expect, it } from 'vitest'
import { seeded } from '../seed.ts'
import { newResponseUrl, newTrigger } from '../triggers.ts'
import { modal } from './sample-app.ts'
import { ask, client, slack, wait } from './web-client.ts'

const { shopA, lin } = seeded

describe('Modals', () => {
  function trigger() {
    return newTrigger(slack.workspace, { team: seeded.team, user: lin, channel: shopA }).id
  }

  it('open once per trigger, within three seconds', async () => {
    const late = trigger()
    wait(3_000)
    const intime = trigger()
    expect(await ask('views.open', { trigger_id: late, view: modal })).toMatchObject({ ok: true })
    expect(await ask('views.open', { trigger_id: late, view: modal })).toMatchObject({
      error: 'exchanged_trigger_id',
    })
    wait(3_001)
    expect(await ask('views.open', { trigger_id: intime, view: modal })).toMatchObject({
      error: 'expired_trigger_id',
    })
    expect(await ask('views.open', { trigger_id: '1.2.x', view: modal })).toMatchObject({
      error: 'invalid_trigger_id',
    })
  })

  it('stack three deep', async () => {
    expect(await ask('views.push', { trigger_id: trigger(), view: modal })).toMatchObject({
      error: 'not_found',
    })
    await ask('views.open', { trigger_id: trigger(), view: modal })
    for (let more = 0; more < 2; more += 1)
      expect(await ask('views.push', { trigger_id: trigger(), view: modal })).toMatchObject({ ok: true })
    expect(await ask('views.push', { trigger_id: trigger(), view: modal })).toMatchObject({
      error: 'push_limit_reached',
    })
  })

  it('are updated only with the current hash', async () => {
    const { view } = await client.views.open({ trigger_id: trigger(), view: modal })
    const { id: view_id, hash } = view ?? {}
    expect(await ask('views.update', { view_id, hash, view: modal })).toMatchObject({ ok: true })
    expect(await ask('views.update', { view_id, hash, view: modal })).toMatchObject({
      error: 'hash_conflict',
    })
    await slack.deliver.closeView({ user: lin })
    expect(await ask('views.update', { view_id, view: modal })).toMatchObject({ error: 'not_found' })
  })

  it('keep input where the ids stay', async () => {
    const { view } = await client.views.open({ trigger_id: trigger(), view: modal })
    const open = slack.workspace.views.get(view?.id ?? '')
    if (open !== undefined) open.values.order = { order: { type: 'plain_text_input', value: '888' } }
    await client.views.update({ view_id: view?.id ?? '', view: { ...modal, callback_id: 'again' } })
    expect(open?.values.order).toEqual({ order: { type: 'plain_text_input', value: '888' } })
  })
})

describe('A response_url', () => {
  it('accepts five answers within thirty minutes', async () => {
    const { key } = newResponseUrl(slack.workspace, { team: seeded.team, user: lin, channel: shopA })
    const post = async () =>
      (await fetch(`${slack.origin}/commands/${key}`, { method: 'POST', body: '{"text":"好"}' })).status
    for (let use = 0; use < 5; use += 1) expect(await post()).toBe(200)
    expect(await post()).toBe(404)
    expect(slack.workspace.ephemerals).toHaveLength(5)
  })

  it('expires', async () => {
    const { key } = newResponseUrl(slack.workspace, { team: seeded.team, user: lin, channel: shopA })
    const post = async () =>
      (await fetch(`${slack.origin}/commands/${key}`, { method: 'POST', body: '{"text":"好"}' })).json()
    wait(30 * 60_000 + 1)
    expect(await post()).toEqual({ ok: false, error: 'expired_url' })
  })
})
