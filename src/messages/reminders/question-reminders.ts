import { clocksOf } from '../../complaints/clocks.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Calendar } from '../../rules/working-days.ts'
import type { Instant } from '../../time/beijing.ts'
import type { Lang } from '../content.ts'
import { buttonName } from '../parts/buttons.ts'
import { blockLine, estimateCountdown } from '../parts/deadlines.ts'
import { rich } from '../parts/rich.ts'
import type { Draft } from './reminder-draft.ts'

export function decisionDraft(complaint: Complaint, calendar: Calendar, now: Instant, lang: Lang): Draft {
  const { decision } = clocksOf(complaint, calendar)
  return {
    title: { zh: '平台给出处理意见了吗？', en: 'is there a decision yet?' }[lang],
    when: [estimateCountdown('decision', decision, now, lang)],
    lines: [
      {
        zh: rich`请到平台页面和站内信看一下。如果已经处罚，处罚后的申诉期（${complaint.periods.appealDays} 天）从处罚时间起算，没人看到也照样在走。`,
        en: rich`Please look on the platform’s page and in the site mail. If a penalty was imposed, the appeal window (${complaint.periods.appealDays} days) has been running since then, seen or not.`,
      }[lang],
      {
        zh: rich`有结果就点下面的按钮；还没有就不用操作，之后会再问。`,
        en: rich`If there is one, press a button below. If not, there is nothing to do: you will be asked again.`,
      }[lang],
    ],
    buttons: ['decided', 'withdrawn'],
  }
}

export function reviewDraft(complaint: Complaint, calendar: Calendar, now: Instant, lang: Lang): Draft {
  const { review } = clocksOf(complaint, calendar)
  return {
    title: { zh: '申诉审核有结果了吗？', en: 'is there a result of the appeal yet?' }[lang],
    when: review ? [estimateCountdown('review', review, now, lang)] : [],
    lines: [
      {
        zh: rich`请到平台页面看申诉的审核结果。有结果就点${buttonName('reviewed', 'zh')}；还没有就不用操作，之后会再问。`,
        en: rich`Please look at the appeal on the platform’s page. If the result is there, press ${buttonName('reviewed', 'en')}. If not, there is nothing to do: you will be asked again.`,
      }[lang],
    ],
    buttons: ['reviewed'],
  }
}

export const blockDraft = (ends: Instant, lang: Lang): Draft => ({
  title: { zh: '店铺屏蔽应已结束', en: 'the shop block should have ended' }[lang],
  when: [blockLine(ends, lang)],
  lines: [
    {
      zh: rich`请到店铺页面确认是否已恢复。这个时间按处罚时间和通知上的天数推算。`,
      en: rich`Please check that the shop is visible again. The time follows from the penalty and the days in the notice.`,
    }[lang],
  ],
  buttons: [],
})
