import { seeded } from 'local-slack/seed.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { openStage, type Stage, ways, wordsOf } from '../stage/stage.ts'

let stage: Stage
afterEach(() => stage.close())

/** What stands in the channel, oldest first: what each message is, and whether the whole channel sees it. */
const told = (channel: string): string[] =>
  (stage.slack.workspace.messages.get(channel) ?? []).map(({ metadata, broadcast }) => {
    const key = String(metadata?.event_payload.key)
      .replace(/^H-\w+:/, '')
      // To the minute: with a slow Slack it takes a moment to record a complaint.
      .replace(/\d\d\.\d{3}Z$/, '00.000Z')
    return broadcast ? `${key} (channel)` : key
  })

async function say(text: string, user: string = seeded.lin) {
  const delivery = await stage.slack.deliver.command({
    user,
    channel: seeded.shopA,
    command: '/complaint',
    text,
  })
  expect(delivery.error).toBeUndefined()
  await stage.idle()
  return wordsOf(delivery.ephemerals.at(-1) ?? { text: '' })
}

describe.each(ways)('over %s', over => {
  test('A complaint from its filing to the appeal that overturns it, with every message in order', async () => {
    stage = await openStage({ at: '2026-11-20 11:00', over })
    const answer = await say('new order=8812 buyer=小李 received=2026-11-20 10:30')
    const id = /H-[0-9A-Z]{4,}/.exec(answer)?.[0]
    expect(answer).toContain('2026-11-23 10:30')
    expect(told(seeded.shopA)).toEqual(['card:1', 'history:0-1'])

    await stage.goTo('2026-11-23 00:00')
    const due = '2026-11-23T02:30:00.000Z'
    expect(told(seeded.shopA).slice(2)).toEqual([
      'contact:buyer:2026-11-20T04:00:00.000Z',
      `evidence:48h:${due}`,
      `evidence:24h:${due}`,
      `evidence:safe-day:${due}`,
      // Its time, 04:30, is quiet: it came at 21:30.
      `evidence:6h:${due} (channel)`,
    ])
    expect(await say(`evidence ${id} calls collected`, seeded.chen)).toContain(String(id))
    expect(await say(`evidence ${id} sent`)).toContain('2026-11-26')
    await stage.goTo('2026-11-26 09:59')
    expect(told(seeded.shopA).slice(7)).toEqual(['history:1-2', 'history:2-3'])
    await stage.goTo('2026-11-26 10:00')
    expect(told(seeded.shopA).slice(9)).toEqual(['decision:2026-11-26:2026-11-26T02:00:00.000Z'])

    await stage.goTo('2026-11-26 12:00')
    expect(await say(`decided ${id} upheld at="2026-11-26 09:00" points=12 block=7`)).toContain(
      '2026-12-11 09:00',
    )
    await stage.goTo('2026-12-11 09:00')
    const appealDue = '2026-12-11T01:00:00.000Z'
    expect(told(seeded.shopA).slice(10)).toEqual([
      'history:3-4',
      'block:ended:2026-12-03T01:00:00.000Z',
      `appeal:7d:${appealDue}`,
      `appeal:3d:${appealDue}`,
      `appeal:24h:${appealDue}`,
      `appeal:safe-day:${appealDue}`,
      `appeal:6h:${appealDue} (channel)`,
      `appeal:6h+channel:${appealDue} (channel)`,
      `appeal:1h:${appealDue} (channel)`,
      `appeal:1h+channel:${appealDue} (channel)`,
      `appeal:due:${appealDue} (channel)`,
    ])

    expect(await say(`appealed ${id} at="2026-12-11 08:40"`)).toContain('确认=是')
    expect(told(seeded.shopA)).toHaveLength(21)
    expect(await say(`appealed ${id} at="2026-12-11 08:40" confirm=yes`)).toContain('2026-12-16')
    await stage.goTo('2026-12-17 09:00')
    expect(told(seeded.shopA).slice(21)).toEqual([
      'history:4-5',
      'review:2026-12-16:2026-12-16T02:00:00.000Z',
    ])

    expect(await say(`reviewed ${id} overturned at="2026-12-17 08:00"`)).toContain('申诉成功')
    await stage.goTo('2026-12-30 00:00')
    expect(told(seeded.shopA).slice(23)).toEqual(['history:5-6'])

    const [card, ...thread] = stage.slack.workspace.messages.get(seeded.shopA) ?? []
    expect(thread.every(message => message.threadTs === card?.ts)).toBe(true)
    expect(card && wordsOf(card)).toContain('申诉成功')
  })

  test('A complaint that nobody answers is missed aloud, asked about every day, and lapses aloud', async () => {
    stage = await openStage({ at: '2026-11-20 11:00', over })
    const id = /H-[0-9A-Z]{4,}/.exec(await say('新增 订单＝“88 12” 收到＝２０２６-11-20 10：30'))?.[0]
    await stage.goTo('2026-11-25 11:00')
    expect(told(seeded.shopA).slice(5)).toEqual([
      'evidence:safe-day:2026-11-23T02:30:00.000Z',
      'evidence:6h:2026-11-23T02:30:00.000Z (channel)',
      'evidence:6h+channel:2026-11-23T02:30:00.000Z (channel)',
      'evidence:1h:2026-11-23T02:30:00.000Z (channel)',
      'evidence:1h+channel:2026-11-23T02:30:00.000Z (channel)',
      'evidence:due:2026-11-23T02:30:00.000Z (channel)',
      'history:1-2',
      'evidence:missed:2026-11-23T02:30:00.000Z (channel)',
      'decision:2026-11-24:2026-11-24T02:00:00.000Z',
      'decision:2026-11-25:2026-11-25T02:00:00.000Z',
    ])
    await say(`判定 ${id} 成立 时间="2026-11-25 09:00" 扣分=12`)
    await stage.goTo('2026-12-14 00:00')
    expect(told(seeded.shopA).at(-1)).toBe('appeal:lapsed:2026-12-10T01:00:00.000Z (channel)')
    expect(await say(`appealed ${id} at="2026-12-12 09:00" confirm=yes`)).toContain('2026-12-10 24:00')
  })
})
