import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/complaints/channel-settings.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import type { ReminderStep } from '../../src/complaints/reminder-step.ts'
import { apply } from '../../src/complaints/transitions.ts'
import { reminderContent } from '../../src/messages/reminders/reminder.ts'
import { scheduleOf } from '../../src/schedule/schedule.ts'
import { reading } from './reading.ts'
import { at, calendar, langs, recorded, storiesOf } from './samples.ts'

type Lang = 'zh' | 'en'

/** The reminder of a clock that applies at `time`, as sent at `sentAt`. */
function reminderOf(
  complaint: Complaint,
  clock: ReminderStep['clock'],
  time: string,
  sentAt = time,
  lang: Lang = 'zh',
) {
  const settings = { ...defaultSettings, quiet: null }
  const reminder = scheduleOf(complaint, { calendar, settings }, at(time))
    .flatMap(({ current }) => current ?? [])
    .find(each => each.clock === clock)
  if (!reminder) throw new Error(`no ${clock} reminder at ${time}`)
  const { text, blocks } = reminderContent(
    complaint,
    reminder,
    { calendar, now: at(sentAt), offers: [], backups: [] },
    lang,
  )
  return { text, words: reading(blocks), buttons: JSON.stringify(blocks).match(/case:\w+/g) ?? [] }
}

const { ticked = recorded(), missed = recorded(), answered = recorded() } = storiesOf()
const { penalized = recorded(), underReview = recorded(), lapsed = recorded() } = storiesOf()

describe('The reminder a day before the answer is due', () => {
  it('is complete in Chinese', () => {
    const { text, words } = reminderOf(ticked, 'evidence', '2026-11-22 10:30')
    expect(words).toBe(
      `
H-7K3Q 举证答复还剩 1 天
H-7K3Q · 订单 3366123456，买家 小王，店铺 云裳旗舰店
负责人：@U0LI
举证答复截止：2026-11-23 10:30
稳妥时间：2026-11-22 24:00（最严的算法，收到当天算第一天）；最宽的算法到 2026-11-23 24:00
请在今天（2026-11-22 24:00 前）完成：这样无论天数怎么算都不逾期。
距截止还剩 1 天，距稳妥时间还剩 13 小时 30 分钟。
还缺：情况说明、旺旺举证号、站内信截图、短信照片、通话记录
要做的事：在平台页面提交情况说明和凭证，提交后点“答复已提交”；买家愿意撤销的，等页面显示已撤销再点“买家已撤销”。
[答复已提交] [勾选凭证] [买家已撤销] [知道了]
`.trim(),
    )
    expect(text).toBe(
      'H-7K3Q 举证答复还剩 1 天 <@U0LI>\n举证答复截止：2026-11-23 10:30；稳妥时间：2026-11-22 24:00（最严的算法，收到当天算第一天）；最宽的算法到 2026-11-23 24:00',
    )
  })

  it('is complete in English', () => {
    const { words } = reminderOf(ticked, 'evidence', '2026-11-22 10:30', '2026-11-22 10:30', 'en')
    expect(words).toBe(
      `
H-7K3Q: 1 d left for the answer with proof
H-7K3Q · order 3366123456, buyer 小王, shop 云裳旗舰店
Owner: @U0LI
Deadline, answer with proof: 2026-11-23 10:30
Safe by 2026-11-22 24:00 (strictest reading: the day of receipt counts); latest reading 2026-11-23 24:00
Finish today, by 2026-11-22 24:00, to be in time however the days are counted.
1 d left until the deadline, 13 h 30 min until the safe time.
Still missing: written statement, Wangwang evidence number, site mail screenshots, SMS photos, call records
To do: hand in the statement and proof on the platform’s page, then press “Answer handed in”. If the buyer withdraws, press “Withdrawn by the buyer” once the page shows it.
[Answer handed in] [Tick proof] [Withdrawn by the buyer] [Got it]
`.trim(),
    )
  })
})

describe('Each reminder of a window', () => {
  const reminders: [string, Complaint, ReminderStep['clock'], string][] = [
    ['evidence 48h', ticked, 'evidence', '2026-11-21 10:30'],
    ['evidence 24h', ticked, 'evidence', '2026-11-22 10:30'],
    ['evidence safe-day', ticked, 'evidence', '2026-11-22 18:00'],
    ['evidence 6h', ticked, 'evidence', '2026-11-23 04:30'],
    ['evidence 1h', ticked, 'evidence', '2026-11-23 09:30'],
    ['evidence missed', missed, 'evidence', '2026-11-24 00:00'],
    ['appeal 7d', penalized, 'appeal', '2026-12-03 09:00'],
    ['appeal 3d', penalized, 'appeal', '2026-12-07 09:00'],
    ['appeal 24h', penalized, 'appeal', '2026-12-09 09:00'],
    ['appeal safe-day', penalized, 'appeal', '2026-12-09 18:00'],
    ['appeal 6h', penalized, 'appeal', '2026-12-10 03:00'],
    ['appeal 1h', penalized, 'appeal', '2026-12-10 08:00'],
    ['appeal lapsed', lapsed, 'appeal', '2026-12-11 00:00'],
  ]
  it.each(reminders)(
    '%s names the owner and the due, safe and latest times',
    (name, complaint, clock, time) => {
      const [due, safe, latest] =
        clock === 'evidence'
          ? ['2026-11-23 10:30', '2026-11-22 24:00', '2026-11-23 24:00']
          : ['2026-12-10 09:00', '2026-12-09 24:00', '2026-12-10 24:00']
      for (const lang of langs) {
        const { words, text } = reminderOf(complaint, clock, time, time, lang)
        for (const part of ['@U0LI', due, safe, latest]) expect(words).toContain(part)
        for (const part of ['H-7K3Q', '<@U0LI>', due]) expect(text).toContain(part)
        expect(words).toContain(lang === 'zh' ? (clock === 'evidence' ? '举证答复' : '处罚后的申诉') : 'the ')
        if (name !== 'appeal lapsed') expect(words).toMatch(/还缺：|Still missing: /)
      }
    },
  )

  it('offers only the steps of its clock', () => {
    const { buttons } = reminderOf(ticked, 'evidence', '2026-11-22 10:30')
    expect(buttons).toEqual(['case:answered', 'case:evidence', 'case:withdrawn', 'case:ack'])
    expect(reminderOf(penalized, 'appeal', '2026-12-07 09:00').buttons).toEqual([
      'case:appealed',
      'case:evidence',
      'case:ack',
    ])
  })

  it('never calls the pending answer an appeal', () => {
    expect(reminderOf(ticked, 'evidence', '2026-11-22 10:30').words).not.toContain('申诉')
    expect(reminderOf(penalized, 'appeal', '2026-12-07 09:00').words).not.toContain('举证答复')
  })

  it('says that nothing is missing once every kind of proof has a mark', () => {
    const kinds = ['statement', 'chat', 'wangwang', 'mail', 'sms', 'calls'] as const
    const full = kinds.reduce(
      (complaint, kind) =>
        apply(
          complaint,
          { type: 'ticked', kind, mark: 'unavailable' },
          { by: 'U0LI', at: at('2026-11-20 12:00') },
        ),
      ticked,
    )
    expect(reminderOf(full, 'evidence', '2026-11-22 10:30').words).toContain('凭证清单已逐项核对。')
  })
})

describe('The time left in a reminder', () => {
  it.each([
    ['2026-11-22 23:59', '距截止还剩 10 小时 31 分钟，距稳妥时间还剩 1 分钟。'],
    ['2026-11-23 00:00', '距截止还剩 10 小时 30 分钟，已过稳妥时间，请尽快。'],
    ['2026-11-23 10:29', '距截止还剩 1 分钟，已过稳妥时间，请尽快。'],
    ['2026-11-23 10:30', '已过截止时间。只有按最宽的算法才没到期，还剩 13 小时 30 分钟，请马上处理。'],
    ['2026-11-23 23:59', '只有按最宽的算法才没到期，还剩 1 分钟'],
    ['2026-11-24 00:00', '已全部到期。'],
  ])('is as of the time of sending, at %s', (time, words) => {
    expect(reminderOf(ticked, 'evidence', '2026-11-22 10:30', time).words).toContain(words)
  })

  it('comes with a request to finish today only while that is in time', () => {
    const today = '请在今天（2026-11-22 24:00 前）完成'
    expect(reminderOf(ticked, 'evidence', '2026-11-22 18:00').words).toContain(today)
    expect(reminderOf(ticked, 'evidence', '2026-11-22 18:00', '2026-11-23 00:00').words).not.toContain('今天')
  })
})

describe('A question', () => {
  it('asks for a decision with its buttons, and nothing to do without one', () => {
    const { words, buttons } = reminderOf(answered, 'decision', '2026-11-27 10:00')
    expect(words).toContain('平台给出处理意见了吗？')
    expect(words).toContain('预计 2026-11-26 24:00 前（预估），已过 10 小时')
    expect(words).toContain('还没有就不用操作')
    expect(buttons).toEqual(['case:decided', 'case:withdrawn', 'case:ack'])
  })

  it('states no cost of a missed window, since the source states none', () => {
    const { words } = reminderOf(missed, 'evidence', '2026-11-24 00:00')
    expect(words).toContain('规则来源没有写')
    expect(words).not.toMatch(/\d+ 分[^钟]/)
  })

  it('asks for the outcome of the appeal', () => {
    const { words, buttons } = reminderOf(underReview, 'review', '2026-12-04 10:00')
    expect(words).toContain('申诉审核有结果了吗？')
    expect(buttons).toEqual(['case:reviewed', 'case:ack'])
  })

  it('names the time when the shop’s block should have ended', () => {
    const { words, buttons } = reminderOf(penalized, 'block', '2026-12-02 09:00')
    expect(words).toContain('店铺屏蔽：按记录到 2026-12-02 09:00 结束')
    expect(buttons).toEqual(['case:ack'])
  })
})
