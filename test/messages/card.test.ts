import { describe, expect, it } from 'vitest'
import { appealedAtOf, type Complaint } from '../../src/complaints/complaint.ts'
import { apply } from '../../src/complaints/transitions.ts'
import { cardContent } from '../../src/messages/cards/card.ts'
import { reading } from './reading.ts'
import { at, calendar, langs, recorded, storiesOf } from './samples.ts'

const cardOf = (complaint: Complaint, lang: 'zh' | 'en' = 'zh') =>
  reading(cardContent(complaint, calendar, lang).blocks)
const {
  ticked = recorded(),
  penalized = recorded(),
  ...stories
} = storiesOf({ note: '客服小李 11 月 19 日打过两次电话' })

describe('The card of a new complaint', () => {
  it('is complete in Chinese', () => {
    expect(cardOf(ticked)).toBe(
      `
H-7K3Q · 待举证答复
订单：3366123456
买家：小王
店铺：云裳旗舰店
负责人：@U0LI
收到投诉：2026-11-20 10:30
买家发起：2026-11-20 09:00
举证答复截止：2026-11-23 10:30
稳妥时间：2026-11-22 24:00（最严的算法，收到当天算第一天）；最宽的算法到 2026-11-23 24:00
平台处理意见：预计 2026-11-26 24:00 前（预估）
客服小李 11 月 19 日打过两次电话
已收集：旺旺聊天截图
还缺：情况说明、旺旺举证号、站内信截图、短信照片、通话记录
下一步：在平台页面提交情况说明和凭证，再点“答复已提交”。买家愿意撤销的，请等平台页面显示已撤销再记。
时间均为北京时间。期限按规则书 1 版推算，请以平台页面为准。
[答复已提交] [勾选凭证] [记录处理意见] [买家已撤销] [问规则] […: 更正信息或时间 | 换负责人 | 加备注 | 移到另一个频道 | 作废（误记）]
`.trim(),
    )
  })

  it('is complete in English', () => {
    expect(cardOf(ticked, 'en')).toBe(
      `
H-7K3Q · Awaiting your answer
Order: 3366123456
Buyer: 小王
Shop: 云裳旗舰店
Owner: @U0LI
Received: 2026-11-20 10:30
Filed: 2026-11-20 09:00
Deadline, answer with proof: 2026-11-23 10:30
Safe by 2026-11-22 24:00 (strictest reading: the day of receipt counts); latest reading 2026-11-23 24:00
Decision expected by 2026-11-26 24:00 (estimate)
客服小李 11 月 19 日打过两次电话
collected: Wangwang chat screenshots
Still missing: written statement, Wangwang evidence number, site mail screenshots, SMS photos, call records
Next: hand in the statement and proof on the platform’s page, then press “Answer handed in”. If the buyer agrees to withdraw, record that once the page shows it.
Beijing time. Deadlines follow rule book version 1; the platform’s own page decides.
[Answer handed in] [Tick proof] [Record the decision] [Withdrawn by the buyer] [Ask] […: Correct facts or times | Change the owner | Add a note | Move to another channel | Discard (recorded by mistake)]
`.trim(),
    )
  })
})

describe('The card explains a time', () => {
  it('when the filing time was not given', () => {
    expect(cardOf(recorded({ filed: undefined }), 'en')).toContain(
      'Filed: 2026-11-20 10:30 (filing time not given: taken equal to receipt)',
    )
    expect(cardOf(recorded({ filed: undefined }))).toContain('没填发起时间，按收到时间计')
  })

  it('when the time of receipt was not given', () => {
    expect(cardOf(recorded({ received: undefined }))).toContain('没填收到时间，按发起时间计')
    expect(cardOf(recorded())).not.toContain('没填')
  })

  it('when the platform’s page shows the deadline, which then has no other readings', () => {
    const card = cardOf(recorded({ due: at('2026-11-24 24:00') }))
    expect(card).toContain('举证答复截止：2026-11-24 24:00（以平台页面显示为准）')
    expect(card).not.toContain('稳妥')
  })

  it('when a year’s holidays are not published yet', () => {
    const december = { filed: at('2026-12-29 10:00'), received: at('2026-12-29 10:00') }
    const late = recorded(december, '2026-12-29 11:00')
    expect(cardOf(late)).toContain('预计 2027-01-05 24:00 前（预估；所跨年份的放假安排尚未公布，为暂定）')
    expect(cardOf(late, 'en')).toContain(
      'Decision expected by 2027-01-05 24:00 (estimate; provisional: holidays of that year not yet published)',
    )
    expect(cardOf(recorded())).not.toContain('暂定')
  })

  it('when the buyer filed a minute too late after the trade', () => {
    const soon = recorded({ traded: at('2026-11-05 09:01') })
    const late = recorded({ traded: at('2026-11-05 09:00') })
    expect(cardOf(soon, 'en')).not.toContain('contestable')
    expect(cardOf(late, 'en')).toContain('Looks contestable: filed after 2026-11-20 09:00')
  })
})

describe('The card of an older complaint', () => {
  it('shows the penalty as the notice states it, and nothing else', () => {
    expect(cardOf(penalized)).toContain('通知所写：扣 12 分，店铺屏蔽 7 天，不冻结账户')
    expect(cardOf(penalized)).toContain('店铺屏蔽：按记录到 2026-12-02 09:00 结束')
    const silent = apply(
      recorded(),
      { type: 'upheld', at: at('2026-11-21 09:00') },
      { by: 'U0LI', at: at('2026-11-21 10:00') },
    )
    expect(cardOf(silent)).toContain('未填写扣分、屏蔽或冻结')
    expect(cardOf(silent)).not.toMatch(/扣 \d+ 分/)
  })

  it('calls the answer and the appeal by different names', () => {
    expect(cardOf(ticked)).not.toContain('申诉')
    expect(cardOf(penalized)).toContain('处罚后的申诉截止：2026-12-10 09:00')
  })

  it.each([
    ['withdrawn', '已结束：2026-11-22 09:00 买家撤销了投诉。'],
    ['dismissed', '已结束：2026-11-22 08:00 平台判定投诉不成立。'],
    ['overturned', '已结束：2026-12-02 09:00 申诉成功。'],
    ['maintained', '已结束：2026-12-02 09:00 申诉审核维持原判。'],
    ['lapsed', '已结束：申诉期到 2026-12-10 24:00 已过'],
    ['discarded', '已作废：2026-11-20 12:00 标为误记，没有结果。'],
  ])('states the outcome of a closed complaint: %s', (name, words) => {
    expect(cardOf(storiesOf()[name] ?? recorded())).toContain(words)
  })

  it('has no countdown in any state', () => {
    for (const lang of langs)
      for (const complaint of Object.values(storiesOf()))
        expect(cardOf(complaint, lang)).not.toMatch(/还剩|已过 \d|\d (d|h|min) |left|ago/)
  })

  it('offers the appeal only while it can be submitted', () => {
    for (const [name, complaint] of Object.entries({ ...stories, penalized, ticked })) {
      const offered = JSON.stringify(cardContent(complaint, calendar, 'zh').blocks).includes(
        '"case:appealed"',
      )
      const { state } = complaint
      const open = state.status === 'penalized' || (state.status === 'closed' && state.outcome === 'lapsed')
      expect({ name, offered }).toEqual({ name, offered: open && appealedAtOf(complaint) === undefined })
    }
  })
})
