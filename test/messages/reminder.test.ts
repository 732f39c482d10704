import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/complaints/answers.ts'
import { defaultSettings } from '../../src/complaints/channel-settings.ts'
import type { Complaint } from '../../src/complaints/complaint.ts'
import { act } from '../../src/complaints/life.ts'
import { type Rung, readRungKey, rungKey } from '../../src/complaints/rung.ts'
import { type Reminded, reminderContent } from '../../src/messages/reminder.ts'
import { ladders } from '../../src/plan/ladder.ts'
import { faultsOfMessage } from './block-limits.ts'
import { reading } from './reading.ts'
import { at, calendar, langs, recorded, storiesOf } from './samples.ts'

type Lang = 'zh' | 'en'

/** The reminder of a clock that stands at a time, as it is said then or later. */
function reminderOf(
  complaint: Complaint,
  clock: Rung['clock'],
  time: string,
  said = time,
  lang: Lang = 'zh',
) {
  const settings = { ...defaultSettings, quiet: null }
  const rung = ladders(complaint, { calendar, settings }, at(time))
    .flatMap(({ current }) => current ?? [])
    .find(each => each.clock === clock)
  if (!rung) throw new Error(`no ${clock} reminder at ${time}`)
  const { text, blocks } = reminderContent(
    complaint,
    rung,
    { calendar, now: at(said), offers: [], backups: [] },
    lang,
  )
  return { text, words: reading(blocks), buttons: JSON.stringify(blocks).match(/case:\w+/g) ?? [] }
}

const { ticked = recorded(), missed = recorded(), answered = recorded() } = storiesOf()
const { penalized = recorded(), underReview = recorded(), lapsed = recorded() } = storiesOf()

describe('the reminder a day before the answer is due', () => {
  it('in Chinese', () => {
    const { text, words } = reminderOf(ticked, 'evidence', '2026-11-22 10:30')
    expect(words).toBe(
      `
H-7K3Q 举证答复还剩 1 天
H-7K3Q · 订单 3366123456，买家 小王，店铺 云裳旗舰店
负责人：@U0LI
举证答复截止：2026-11-23 10:30
稳妥时间：2026-11-22 24:00（最严的算法，收到当天算第一天）；最宽的算法到 2026-11-23 24:00
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

  it('in English', () => {
    const { words } = reminderOf(ticked, 'evidence', '2026-11-22 10:30', '2026-11-22 10:30', 'en')
    expect(words).toBe(
      `
H-7K3Q: 1 d left for the answer with proof
H-7K3Q · order 3366123456, buyer 小王, shop 云裳旗舰店
Owner: @U0LI
Deadline, answer with proof: 2026-11-23 10:30
Safe by 2026-11-22 24:00 (strictest reading: the day of receipt counts); latest reading 2026-11-23 24:00
1 d left until the deadline, 13 h 30 min until the safe time.
Still missing: written statement, Wangwang evidence number, site mail screenshots, SMS photos, call records
To do: hand in the statement and proof on the platform’s page, then press “Answer handed in”. If the buyer withdraws, press “Withdrawn by the buyer” once the page shows it.
[Answer handed in] [Tick proof] [Withdrawn by the buyer] [Got it]
`.trim(),
    )
  })
})

describe('every reminder of a window', () => {
  const rungs: [string, Complaint, Rung['clock'], string][] = [
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
  it.each(rungs)('%s names the owner, due, safe and latest', (name, complaint, clock, time) => {
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
  })

  it('offers only the steps that it is about', () => {
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

  it('says that nothing is missing once every kind was looked at', () => {
    const kinds = ['statement', 'chat', 'wangwang', 'mail', 'sms', 'calls'] as const
    const full = kinds.reduce(
      (complaint, kind) =>
        act(
          complaint,
          { type: 'ticked', kind, mark: 'unavailable' },
          { by: 'U0LI', at: at('2026-11-20 12:00') },
        ),
      ticked,
    )
    expect(reminderOf(full, 'evidence', '2026-11-22 10:30').words).toContain('凭证清单已逐项核对。')
  })
})

describe('the time left is of the moment when it is said', () => {
  it.each([
    ['2026-11-22 23:59', '距截止还剩 10 小时 31 分钟，距稳妥时间还剩 1 分钟。'],
    ['2026-11-23 00:00', '距截止还剩 10 小时 30 分钟，已过稳妥时间，请尽快。'],
    ['2026-11-23 10:29', '距截止还剩 1 分钟，已过稳妥时间，请尽快。'],
    ['2026-11-23 10:30', '已过截止时间。只有按最宽的算法才没到期，还剩 13 小时 30 分钟，请马上处理。'],
    ['2026-11-23 23:59', '只有按最宽的算法才没到期，还剩 1 分钟'],
    ['2026-11-24 00:00', '已全部到期。'],
  ])('a reminder of the day before that is said at %s', (time, words) => {
    expect(reminderOf(ticked, 'evidence', '2026-11-22 10:30', time).words).toContain(words)
  })

  it('asks to finish today only while today is still in time', () => {
    const today = '请在今天（2026-11-22 24:00 前）完成'
    expect(reminderOf(ticked, 'evidence', '2026-11-22 18:00').words).toContain(today)
    expect(reminderOf(ticked, 'evidence', '2026-11-22 18:00', '2026-11-23 00:00').words).not.toContain('今天')
  })
})

describe('the questions', () => {
  it('asks for a decision, with the buttons and nothing to do if there is none', () => {
    const { words, buttons } = reminderOf(answered, 'decision', '2026-11-27 10:00')
    expect(words).toContain('平台给出处理意见了吗？')
    expect(words).toContain('预计 2026-11-26 24:00 前（预估），已过 10 小时')
    expect(words).toContain('还没有就不用操作')
    expect(buttons).toEqual(['case:decided', 'case:withdrawn', 'case:ack'])
  })

  it('does not say what a missed window costs: the source does not', () => {
    const { words } = reminderOf(missed, 'evidence', '2026-11-24 00:00')
    expect(words).toContain('规则来源没有写')
    expect(words).not.toMatch(/\d+ 分[^钟]/)
  })

  it('asks for the outcome of the appeal', () => {
    const { words, buttons } = reminderOf(underReview, 'review', '2026-12-04 10:00')
    expect(words).toContain('申诉审核有结果了吗？')
    expect(buttons).toEqual(['case:reviewed', 'case:ack'])
  })

  it('tells when the shop’s block should have ended', () => {
    const { words, buttons } = reminderOf(penalized, 'block', '2026-12-02 09:00')
    expect(words).toContain('店铺屏蔽：按记录到 2026-12-02 09:00 结束')
    expect(buttons).toEqual(['case:ack'])
  })
})

describe('what can be said to a reminder', () => {
  const rung = { clock: 'evidence', name: '24h', due: at('2026-11-23 10:30') } as const
  const last = { ...rung, name: '1h' }
  const offers = [at('2026-11-22 11:30'), at('2026-11-22 13:30')]
  const occasion = { calendar, now: at('2026-11-22 10:30'), offers, backups: [] }
  const words = (complaint: Complaint, of: Reminded, lang: Lang = 'zh') =>
    reading(reminderContent(complaint, of, occasion, lang).blocks).split('\n')
  const said = (step: Answer, lang: Lang = 'zh') => {
    const entry = { step, at: at('2026-11-22 10:32'), by: 'U0LIN' }
    const complaint = { ...ticked, history: [...ticked.history, entry] }
    return words(complaint, readRungKey(step.rung) ?? rung, lang).slice(-3)
  }

  it('Got it, and until when it can be put off', () => {
    expect(words(ticked, rung).at(-1)).toBe(
      '[答复已提交] [勾选凭证] [买家已撤销] [知道了] [稍后提醒: 2026-11-22 11:30 | 2026-11-22 13:30]',
    )
    expect(words(ticked, rung, 'en').at(-1)).toContain('[Got it] [Remind me later: 2026-11-22 11:30 |')
  })

  it('is shown in its place once it was said, the steps stay', () => {
    expect(said({ type: 'acknowledged', rung: rungKey(rung) }).slice(1)).toEqual([
      '✓ @U0LIN 2026-11-22 10:32 知道了',
      '[答复已提交] [勾选凭证] [买家已撤销]',
    ])
    expect(said({ type: 'acknowledged', rung: rungKey(rung) }, 'en')[1]).toBe(
      '✓ @U0LIN got it at 2026-11-22 10:32',
    )
    const until = at('2026-11-22 13:30')
    expect(said({ type: 'snoozed', rung: rungKey(rung), until })[1]).toBe('@U0LIN：2026-11-22 13:30 再提醒')
    expect(said({ type: 'snoozed', rung: rungKey(rung), until }, 'en')[1]).toBe(
      '@U0LIN: again at 2026-11-22 13:30',
    )
  })

  it('leaves the last reminder saying that the window is open', () => {
    expect(said({ type: 'acknowledged', rung: rungKey(last) })).toEqual([
      '✓ @U0LIN 2026-11-22 10:32 知道了',
      '期限还没有办结：在平台提交并点按钮记下之前，时间一直在走。',
      '[答复已提交] [勾选凭证] [买家已撤销]',
    ])
  })
})

describe('a reminder that nobody has answered', () => {
  const rung = { clock: 'evidence', name: '6h', due: at('2026-11-23 10:30') } as const
  const occasion = { calendar, now: at('2026-11-23 05:00'), offers: [], backups: ['U0CHEN', 'U0EMMA'] }
  const told = (to: 'backup' | 'channel', lang: Lang, backups = occasion.backups) =>
    reminderContent(ticked, { ...rung, name: `6h+${to}` }, { ...occasion, backups }, lang)

  it('calls the backup people, who did not answer, and what is left', () => {
    const { text, blocks } = told('backup', 'zh')
    expect(text).toContain('<@U0CHEN> <@U0EMMA> H-7K3Q 还没有人回应：举证答复还剩 5 小时 30 分钟 <@U0LI>')
    expect(reading(blocks)).toContain('@U0CHEN @U0EMMA 负责人 @U0LI 还没有回应。')
    expect(reading(blocks)).toContain('[知道了]')
    expect(reading(told('backup', 'en').blocks)).toContain(
      '@U0CHEN @U0EMMA the owner, @U0LI, has not answered. Please take over',
    )
    expect(faultsOfMessage(told('backup', 'zh'))).toEqual([])
  })

  it('calls everybody in the channel, and nothing else in it calls anybody', () => {
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

describe('the advice to talk to the buyer', () => {
  const advice = (lang: Lang) =>
    reading(
      reminderContent(
        ticked,
        { clock: 'contact', name: 'buyer', due: at('2026-11-20 12:00') },
        { calendar, now: at('2026-11-20 12:00'), offers: [], backups: [] },
        lang,
      ).blocks,
    )

  it('says how: check first, as friends, mind time and number, no calling again, Wangwang, not at night', () => {
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

  it('is in no other reminder: those may come at night', () => {
    const others = ['48h', '24h', 'safe-day', '6h', '1h', '1h-early', 'missed', '6h+backup', '6h+channel']
    for (const name of others)
      for (const [lang, urging] of [
        ['zh', /联系买家|沟通|协商|商量|电话|旺旺联系/],
        ['en', /contact|negotiat|talk|call the buyer|settle/i],
      ] as const) {
        const rung = { clock: 'evidence', name, due: at('2026-11-23 10:30') } as const
        const occasion = { calendar, now: at('2026-11-23 02:00'), offers: [], backups: ['U0LI'] }
        const words = reading(reminderContent(recorded(), rung, occasion, lang).blocks)
        const withoutChecklist = words.replace(/(还缺：|Still missing: ).*/, '')
        expect(withoutChecklist).not.toMatch(urging)
      }
  })
})
