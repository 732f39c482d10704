import { clocksOf } from '../../complaints/clocks.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Calendar } from '../../rules/working-days.ts'
import type { Instant } from '../../time/beijing.ts'
import type { Lang } from '../content.ts'
import { estimateCountdown, windowCountdown } from '../parts/deadlines.ts'
import { caseLine } from '../parts/facts.ts'
import { bold, type Rich, rich } from '../parts/rich.ts'
import { statusText } from '../vocabulary.ts'

const headline = (complaint: Complaint, lang: Lang): Rich =>
  ({
    zh: rich`这起投诉：${caseLine(complaint, 'zh')}，${bold(statusText(complaint, 'zh'))}`,
    en: rich`This complaint: ${caseLine(complaint, 'en')}, ${bold(statusText(complaint, 'en'))}`,
  })[lang]

/** The record may lag behind the platform, where a decision may exist already. */
const ifUndecided = (lang: Lang): Rich =>
  ({
    zh: rich`这里还没有处理意见的记录，请先看平台页面：还没有处理意见的，买家现在撤销仍然有效；已经处罚的，申诉期已经开始计算，请马上记录处理意见。`,
    en: rich`No decision is on record here; look on the platform’s page first. If there is none, a withdrawal by the buyer still counts. If there is a penalty, the appeal window is already running: record the decision at once.`,
  })[lang]

/** The meaning of the rules for a complaint now: its status, what still counts, and the time left. */
export function caseMeaning(complaint: Complaint, calendar: Calendar, now: Instant, lang: Lang): Rich[] {
  const { state } = complaint
  const { evidence, decision, appeal, review } = clocksOf(complaint, calendar)
  const first = headline(complaint, lang)
  switch (state.status) {
    case 'awaiting-evidence':
      return [first, ...windowCountdown('evidence', evidence, now, lang), ifUndecided(lang)]
    case 'awaiting-decision':
      return [
        first,
        state.answeredAt === undefined
          ? {
              zh: rich`举证期已过，没有答复的记录。请看平台页面还能不能补交。`,
              en: rich`The window for the answer has passed without one on record. See whether the platform’s page still takes it.`,
            }[lang]
          : {
              zh: rich`举证答复已提交，这个期限不再计算。`,
              en: rich`The answer was handed in; that deadline no longer runs.`,
            }[lang],
        estimateCountdown('decision', decision, now, lang),
        ifUndecided(lang),
      ]
    case 'penalized':
      return [
        first,
        ...(appeal ? windowCountdown('appeal', appeal, now, lang) : []),
        {
          zh: rich`处罚后的申诉${bold('只有一次')}。投诉已判成立，买家现在撤销，平台也不再介入撤销扣分。`,
          en: rich`There is ${bold('one appeal')} after the penalty. The complaint is upheld: points are not taken back if the buyer withdraws now.`,
        }[lang],
      ]
    case 'under-review':
      return [
        first,
        ...(review ? [estimateCountdown('review', review, now, lang)] : []),
        {
          zh: rich`唯一的一次申诉已提交，不能再交；买家现在撤销，平台也不再介入撤销扣分。`,
          en: rich`The one appeal is submitted and cannot be repeated; points are not taken back if the buyer withdraws now.`,
        }[lang],
      ]
    case 'closed':
      return [
        first,
        {
          zh: rich`没有期限在走。`,
          en: rich`No deadline is running.`,
        }[lang],
      ]
  }
}

/** Asks which of several open complaints a question is about. */
export const whichCase = (lang: Lang): Rich =>
  ({
    zh: rich`这个频道有几起未结的投诉。选一起，看对它意味着什么：`,
    en: rich`Several complaints are open in this channel. Pick one to see what this means for it:`,
  })[lang]
