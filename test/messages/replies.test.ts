import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/complaints/channel-settings.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { amend, apply } from '../../src/complaints/transitions.ts'
import { historyContent } from '../../src/messages/parts/history.ts'
import { undeliveredContent } from '../../src/messages/reminders/undelivered.ts'
import {
  changedReply,
  confirmAppeal,
  existsReply,
  helpReply,
  listReply,
  showReply,
} from '../../src/messages/replies/replies.ts'
import { settingsReply } from '../../src/messages/replies/settings-reply.ts'
import { MINUTE } from '../../src/time/beijing.ts'
import { whole } from './own.ts'
import { reading } from './reading.ts'
import { at, calendar, recorded, storiesOf } from './samples.ts'

const { ticked = recorded(), answered = recorded(), penalized = recorded(), ...stories } = storiesOf()
const now = at('2026-11-21 10:30')
const by = { by: 'U0LI', at: now }

describe('The reply to a change', () => {
  it('shows the deadline of a new complaint and the time left', () => {
    const { text, blocks } = changedReply(undefined, recorded({ filed: undefined }), calendar, now, 'zh')
    expect(text).toContain('已记录 H-7K3Q')
    expect(reading(blocks)).toContain('没填发起时间，按收到时间 2026-11-20 10:30 计')
    expect(reading(blocks)).toContain('距截止还剩 2 天，距稳妥时间还剩 1 天 13 小时。')
  })

  it('shows old and new values of a correction and the moved deadline', () => {
    const after = amend(ticked, { received: at('2026-11-20 09:30'), order: '42' }, by)
    const words = reading(
      changedReply(after.history.slice(ticked.history.length), after, calendar, now, 'zh').blocks,
    )
    expect(words).toContain('更正：订单 3366123456 → 42；收到投诉时间 2026-11-20 10:30 → 2026-11-20 09:30')
    expect(words).toContain('举证答复截止：2026-11-23 09:30')
    expect(words).not.toContain('记录了投诉')
  })

  it('says that nothing is due once closed', () => {
    const closed = stories.dismissed ?? recorded()
    expect(
      reading(
        changedReply(closed.history.slice(answered.history.length), closed, calendar, now, 'zh').blocks,
      ),
    ).toContain('没有待办期限。')
  })
})

it('A second complaint of one order is refused with the id of the first', () => {
  expect(existsReply(ticked, calendar, now, 'zh').text).toContain('这个订单已有未结的投诉：H-7K3Q')
})

describe('A list', () => {
  it('has up to thirty rows and counts the rest', () => {
    const rows = (count: number) =>
      reading(listReply(whole(Array(count).fill(ticked)), 'open', calendar, now, 'zh').blocks)
    expect(rows(30).match(/• /g)).toHaveLength(30)
    expect(rows(30)).not.toContain('没有显示')
    expect(rows(31).match(/• /g)).toHaveLength(30)
    expect(rows(31)).toContain('还有 1 起没有显示。')
  })

  it('shows the deadline, the time left, and in one’s own list the channel', () => {
    expect(reading(listReply(whole([ticked]), 'open', calendar, now, 'zh').blocks)).toContain(
      'H-7K3Q 待举证答复 · 举证答复截止 2026-11-23 10:30（还剩 2 天） · 订单 3366123456 · 云裳旗舰店 · @U0LI',
    )
    expect(reading(listReply(whole([ticked]), 'mine', calendar, now, 'en').blocks)).toContain('#C0SHOP')
  })

  it('says so when it is empty', () => {
    expect(listReply(whole([]), 'overdue', calendar, now, 'zh').text).toBe('本频道已过期限的投诉：没有。')
  })
})

describe('The reply with everything about a complaint', () => {
  it('has its history, and keeps the newest entries of a long one', () => {
    expect(reading(showReply(penalized, calendar, now, 'zh').blocks)).toContain('@U0LI 记录了投诉')
    const noted = Array.from({ length: 120 }, (_, index) => ({
      step: { type: 'noted' as const, text: `第 ${index} 条 ${'字'.repeat(500)}` },
      at: now,
      by: 'U0LI',
    }))
    const words = reading(showReply({ ...ticked, history: noted }, calendar, now, 'zh').blocks)
    expect(words).toContain('第 119 条')
    expect(words).not.toContain('第 0 条')
    expect(words).toMatch(/更早的 \d+ 条没有显示/)
  })

  it('marks an undone step', () => {
    const words = reading(showReply(stories.reopened ?? ticked, calendar, now, 'zh').blocks)
    expect(words).toContain('提交申诉时间 2026-11-30 20:00（后来撤回）')
    expect(words).toContain('撤回“申诉已提交”，原因：误记')
  })
})

it('The confirmation of the one appeal shows its meaning, missing proof, time left and command', () => {
  const words = reading(
    confirmAppeal(penalized, at('2026-11-26 10:00'), calendar, at('2026-11-26 10:30'), 'zh').blocks,
  )
  expect(words).toContain('只有一次，提交后不能重来')
  expect(words).toContain('还缺：情况说明')
  expect(words).toContain('距截止还剩 13 天 22 小时')
  expect(words).toContain('/complaint 申诉 H-7K3Q 时间="2026-11-26 10:00" 确认=是')
})

describe('Help', () => {
  const healthOf = (lastCheck: number | undefined, backlog = 0) =>
    helpReply('zh', { lastCheck, backlog, canLookUp: true }, now).text

  it('reports the reminders as healthy for three minutes after the last check', () => {
    expect(healthOf(now - 20_000)).toContain('提醒：正常，上次检查在 20 秒前。')
    expect(healthOf(now - 3 * MINUTE)).toContain('正常')
    expect(healthOf(now - 3 * MINUTE - 1)).toContain('可能停了')
    expect(healthOf(undefined, 2)).toContain('还没有检查过，2 条待发')
  })

  it('has an example of every verb', () => {
    const words = reading(helpReply('en', { lastCheck: now, backlog: 0, canLookUp: true }, now).blocks)
    expect(words.match(/• \/complaint /g)).toHaveLength(18)
  })
})

it('The settings reply states backups, quiet hours and language in the person’s language', () => {
  const set = { ...defaultSettings, backup: ['U0LI', 'U0ZHANG'] }
  const zh = reading(settingsReply({ ...set, lang: 'en' }, 'zh').blocks)
  expect(zh).toContain('后备人员：@U0LI、@U0ZHANG。')
  expect(zh).toContain('静默时段：每天 22:00-08:00（北京时间）。')
  expect(zh).toContain('语言：英文。')
  const en = reading(settingsReply({ lang: 'zh', backup: [], quiet: null }, 'en').blocks)
  expect(en).toContain('Backup people: none.')
  expect(en).toContain('Quiet hours: none')
  expect(en).toContain('Language: Chinese.')
})

it('A history entry of the clock names nobody', () => {
  const missed = stories.missed ?? ticked
  const words = reading(historyContent(missed, missed.history.slice(-1), 'zh', new Map()).blocks)
  expect(words).toContain('2026-11-24 00:00 举证期已过')
  expect(words).not.toContain('@')
})

it('The direct message about an unreachable channel names the deadline and a remedy', () => {
  const { text, blocks } = undeliveredContent(ticked, { error: 'is_archived', canMove: true }, 'zh')
  expect(text).toContain('H-7K3Q')
  expect(reading(blocks)).toContain('举证答复截止：2026-11-23 10:30')
  expect(reading(blocks)).toContain('频道已归档')
  expect(reading(blocks)).toContain('移到另一个频道')
  const other = undeliveredContent(ticked, { error: 'constructor', canMove: false }, 'zh')
  expect(reading(other.blocks)).toContain('检查应用是否还在')
  expect(reading(other.blocks)).not.toContain('移到另一个频道')
})

describe('A complaint whose messages do not reach its channel', () => {
  const since = at('2026-11-21 10:30')
  const trouble = { error: 'is_archived', since, retryAt: since, tries: 1, refused: true }
  const silent = { ...ticked, outbox: { ...ticked.outbox, trouble } }

  it('says since when and why, wherever it is shown', () => {
    const shown = reading(showReply(silent, calendar, now, 'zh').blocks)
    expect(shown).toContain('频道收不到消息，从 2026-11-21 10:30 起：频道已归档。')
    const changed = reading(changedReply([], silent, calendar, now, 'en').blocks)
    expect(changed).toContain(
      'Messages do not reach the channel since 2026-11-21 10:30: the channel is archived.',
    )
    expect(reading(listReply(whole([silent]), 'open', calendar, now, 'en').blocks)).toContain(
      'not reaching the channel',
    )
  })

  it('says nothing while Slack is only busy or refuses a single message', () => {
    const { refused: _, ...busy } = trouble
    for (const other of [busy, { ...trouble, error: 'msg_too_long' }]) {
      const complaint = { ...ticked, outbox: { ...ticked.outbox, trouble: other } }
      expect(reading(showReply(complaint, calendar, now, 'zh').blocks)).not.toContain('收不到')
      expect(reading(listReply(whole([complaint]), 'open', calendar, now, 'zh').blocks)).not.toContain(
        '收不到',
      )
    }
  })
})

describe('The history in the thread', () => {
  const assigned = (owner: string) => apply(ticked, { type: 'assigned', owner }, by)
  const shown = (complaint: Complaint, names: Map<string, string>) => {
    const { text, blocks } = historyContent(complaint, complaint.history.slice(-1), 'zh', names)
    return `${text}\n${reading(blocks)}`
  }

  it('names the person who acted without a mention, which would notify them of their own step', () => {
    const words = shown(ticked, new Map([['U0LI', '小李 <!here>']]))
    expect(words).toContain('小李 <!here> 凭证“旺旺聊天截图”记为已收集')
    expect(words).toContain('小李 &lt;!here&gt;')
    expect(words).not.toContain('@')
  })

  it('mentions a person whose name Slack does not tell', () => {
    expect(shown(ticked, new Map())).toContain('@U0LI 凭证')
  })

  it('mentions a new owner only if another person named them', () => {
    const names = new Map([
      ['U0LI', '小李'],
      ['U0ZHANG', '小张'],
    ])
    expect(shown(assigned('U0ZHANG'), names)).toContain('小李 把负责人改为 @U0ZHANG')
    const own = recorded({ owner: 'U0ZHANG' })
    expect(shown(apply(own, { type: 'assigned', owner: 'U0LI' }, by), names)).toContain(
      '小李 把负责人改为 小李',
    )
  })
})
