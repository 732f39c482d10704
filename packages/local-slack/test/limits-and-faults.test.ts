import { describe, expect, it } from 'vitest'
import { seeded } from '../seed.ts'
import { ask, client, setFault, slack, wait } from './web-client.ts'

const { shopA, shopB } = seeded

describe('Rate limits', () => {
  it('allow a burst of five messages to a channel, then one a second', async () => {
    const post = (channel: string) => ask('chat.postMessage', { channel, text: 'x' })
    for (let sent = 0; sent < 5; sent += 1) expect(await post(shopA)).toMatchObject({ ok: true })
    expect(await post(shopA)).toEqual({ ok: false, error: 'ratelimited' })
    expect(await post(shopB)).toMatchObject({ ok: true })
    wait(1_000)
    expect(await post(shopA)).toMatchObject({ ok: true })
    expect(await post(shopA)).toMatchObject({ error: 'ratelimited' })
  })

  it('count a channel once, by id or by name', async () => {
    for (const channel of [shopA, '#shop-a', 'shop-a', shopA, '#shop-a'])
      expect(await ask('chat.postMessage', { channel, text: 'x' })).toMatchObject({ ok: true })
    expect(await ask('chat.postMessage', { channel: 'shop-a', text: 'x' })).toMatchObject({
      error: 'ratelimited',
    })
  })
})

describe('Faults', () => {
  const post = () => client.chat.postMessage({ channel: shopA, text: '提醒' })

  it('reset the connection before anything is done', async () => {
    setFault({ before: 'reset' })
    await expect(post()).rejects.toThrow()
    expect(slack.workspace.messages.get(shopA)).toEqual([])
  })

  it('lose the answer after the message is posted', async () => {
    setFault({ after: 'drop' })
    await expect(post()).rejects.toThrow()
    expect(slack.workspace.messages.get(shopA)).toHaveLength(1)
    expect(slack.calls.at(-1)?.answer).toMatchObject({ ok: true })
  })

  it('answer 500, 429 or an error code without doing anything', async () => {
    setFault({ before: 500 })
    await expect(post()).rejects.toThrow('500')
    setFault({ before: 429, retryAfter: 7 })
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 })
    setFault({ before: { error: 'ekm_access_denied' } })
    await expect(post()).rejects.toThrow('ekm_access_denied')
    expect(slack.workspace.messages.get(shopA)).toEqual([])
  })
})
