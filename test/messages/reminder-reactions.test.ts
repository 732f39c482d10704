import { describe, expect, it } from 'vitest'
import type { Complaint } from '../../src/complaints/complaint.ts'
import type { Reaction } from '../../src/complaints/reactions.ts'
import { parseReminderKey, type ReminderIdentity, reminderKey } from '../../src/complaints/reminder-step.ts'
import { apply } from '../../src/complaints/transitions.ts'
import { reminderContent } from '../../src/messages/reminders/reminder.ts'
import { faultsOfMessage } from './block-limits.ts'
import { reading } from './reading.ts'
import { at, calendar, langs, recorded, storiesOf } from './samples.ts'

type Lang = 'zh' | 'en'
const { ticked = recorded() } = storiesOf()

describe('A reaction to a reminder', () => {
  const reminder = { clock: 'evidence', base: '24h', due: at('2026-11-23 10:30') } as const
  const last = { ...reminder, base: '1h' } as const
  const offers = [at('2026-11-22 11:30'), at('2026-11-22 13:30')]
  const occasion = { calendar, now: at('2026-11-22 10:30'), offers, backups: [] }
  const words = (complaint: Complaint, of: ReminderIdentity, lang: Lang = 'zh') =>
    reading(reminderContent(complaint, of, occasion, lang).blocks).split('\n')
  const said = (step: Reaction, lang: Lang = 'zh') => {
    const entry = { step, at: at('2026-11-22 10:32'), by: 'U0LIN' }
    const complaint = { ...ticked, history: [...ticked.history, entry] }
    return words(complaint, parseReminderKey(step.rung) ?? reminder, lang).slice(-3)
  }

  it('is Got it, or one of the times to snooze until', () => {
    expect(words(ticked, reminder).at(-1)).toBe(
      '[答复已提交] [勾选凭证] [买家已撤销] [知道了] [稍后提醒: 2026-11-22 11:30 | 2026-11-22 13:30]',
    )
    expect(words(ticked, reminder, 'en').at(-1)).toContain('[Got it] [Remind me later: 2026-11-22 11:30 |')
  })

  it('replaces its buttons; the other buttons stay', () => {
    expect(said({ type: 'acknowledged', rung: reminderKey(reminder) }).slice(1)).toEqual([
      '✓ @U0LIN 2026-11-22 10:32 知道了',
      '[答复已提交] [勾选凭证] [买家已撤销]',
    ])
    expect(said({ type: 'acknowledged', rung: reminderKey(reminder) }, 'en')[1]).toBe(
      '✓ @U0LIN got it at 2026-11-22 10:32',
    )
    const until = at('2026-11-22 13:30')
    expect(said({ type: 'snoozed', rung: reminderKey(reminder), until })[1]).toBe(
      '@U0LIN：2026-11-22 13:30 再提醒',
    )
    expect(said({ type: 'snoozed', rung: reminderKey(reminder), until }, 'en')[1]).toBe(
      '@U0LIN: again at 2026-11-22 13:30',
    )
  })

  it('leaves the last reminder warning that the window is open, until the step is recorded', () => {
    const entry = {
      step: { type: 'acknowledged', rung: reminderKey(last) },
      at: at('2026-11-22 10:32'),
    } as const
    const seen = { ...ticked, history: [...ticked.history, { ...entry, by: 'U0LIN' }] }
    const done = apply(seen, { type: 'answered' }, { by: 'U0LIN', at: at('2026-11-22 10:40') })
    expect(words(done, last).slice(-2)).toEqual([
      '✓ @U0LIN 2026-11-22 10:32 知道了',
      '[答复已提交] [勾选凭证] [买家已撤销]',
    ])
    expect(said({ type: 'acknowledged', rung: reminderKey(last) })).toEqual([
      '✓ @U0LIN 2026-11-22 10:32 知道了',
      '期限还没有办结：在平台提交并点按钮记下之前，时间一直在走。',
      '[答复已提交] [勾选凭证] [买家已撤销]',
    ])
  })
})

describe('An escalated reminder', () => {
  const reminder = { clock: 'evidence', base: '6h', due: at('2026-11-23 10:30') } as const
  const occasion = { calendar, now: at('2026-11-23 05:00'), offers: [], backups: ['U0CHEN', 'U0EMMA'] }
  const told = (to: 'backup' | 'channel', lang: Lang, backups = occasion.backups) =>
    reminderContent(ticked, { ...reminder, escalatedTo: to }, { ...occasion, backups }, lang)

  it('calls the backups, and names the silent owner and the time left', () => {
    const { text, blocks } = told('backup', 'zh')
    expect(text).toContain('<@U0CHEN> <@U0EMMA> H-7K3Q 还没有人回应：举证答复还剩 5 小时 30 分钟 <@U0LI>')
    expect(reading(blocks)).toContain('@U0CHEN @U0EMMA：负责人 @U0LI 还没有回应。')
    expect(reading(blocks)).toContain('[知道了]')
    expect(reading(told('backup', 'en').blocks)).toContain(
      '@U0CHEN @U0EMMA: the owner, @U0LI, has not answered. Please take over',
    )
    expect(faultsOfMessage(told('backup', 'zh'))).toEqual([])
  })

  it('names do-not-disturb as the reason if the owner is away', () => {
    const key = reminderKey(reminder)
    const away = { ...ticked, outbox: { ...ticked.outbox, away: { [key]: ticked.owner } } }
    const { blocks } = reminderContent(away, { ...reminder, escalatedTo: 'backup' }, occasion, 'zh')
    expect(reading(blocks)).toContain('@U0CHEN @U0EMMA：负责人 @U0LI 开着免打扰。')
    expect(reading(blocks)).not.toContain('还没有人回应')
  })

  it('mentions the whole channel once at the second escalation', () => {
    for (const lang of langs) {
      const content = told('channel', lang)
      expect(content.text).toMatch(/^<!channel> <@U0CHEN> <@U0EMMA> /)
      expect(faultsOfMessage(content)).toEqual([
        expect.stringContaining('pings: broadcast'),
        'unescaped: <!channel>',
      ])
      expect(told('channel', lang, []).text).toMatch(/^<!channel> H-7K3Q/)
    }
  })
})

describe('The advice to talk to the buyer', () => {
  const advice = (lang: Lang) =>
    reading(
      reminderContent(
        ticked,
        { clock: 'contact', base: 'buyer', due: at('2026-11-20 12:00') },
        { calendar, now: at('2026-11-20 12:00'), offers: [], backups: [] },
        lang,
      ).blocks,
    )

  it('says how: check first, as friends, few attempts, no repeated calls, by Wangwang, not at night', () => {
    for (const part of [
      '先核实',
      '像朋友一样',
      '时间和次数',
      '不要一直打',
      '优先用旺旺',
      '晚上不要联系',
      '举证期限照样在走',
    ])
      expect(advice('zh')).toContain(part)
    for (const part of [
      'First check',
      'as friends',
      'number of attempts',
      'not keep calling',
      'prefer Wangwang',
      'not at night',
    ])
      expect(advice('en')).toContain(part)
    expect(advice('zh')).toContain('[买家已撤销] [勾选凭证] [知道了]')
  })

  it('appears in no other reminder, since those may come at night', () => {
    const names = ['48h', '24h', 'safe-day', '6h', '1h', '1h-early', 'missed', '6h+backup', '6h+channel']
    const others = names.flatMap(name => parseReminderKey(`evidence:${name}:2026-11-23T02:30:00.000Z`) ?? [])
    expect(others).toHaveLength(names.length)
    for (const reminder of others)
      for (const [lang, urging] of [
        ['zh', /联系买家|沟通|协商|商量|电话|旺旺联系/],
        ['en', /contact|negotiat|talk|call the buyer|settle/i],
      ] as const) {
        const occasion = { calendar, now: at('2026-11-23 02:00'), offers: [], backups: ['U0LI'] }
        const words = reading(reminderContent(recorded(), reminder, occasion, lang).blocks)
        const withoutChecklist = words.replace(/(还缺：|Still missing: ).*/, '')
        expect(withoutChecklist).not.toMatch(urging)
      }
  })
})
