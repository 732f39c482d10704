import type { Complaint, Outcome } from '../../complaints/complaint.ts'
import { formatEnd, formatTime, type Instant } from '../../time/beijing.ts'
import type { Lang } from '../content.ts'
import { buttonName } from './buttons.ts'
import { bold, type Rich, type RichWords, rich } from './rich.ts'

/** The next step for people, or how the complaint ended. Cards show it, so it has no countdown. */
export function nextStep(complaint: Complaint, lang: Lang): Rich {
  const { state } = complaint
  const head = bold({ zh: '下一步', en: 'Next' }[lang])
  switch (state.status) {
    case 'awaiting-evidence':
      return {
        zh: rich`${head}：在平台页面提交情况说明和凭证，再点${buttonName('answered', 'zh')}。买家愿意撤销的，请等平台页面显示已撤销再记。`,
        en: rich`${head}: hand in the statement and proof on the platform’s page, then press ${buttonName('answered', 'en')}. If the buyer agrees to withdraw, record that once the page shows it.`,
      }[lang]
    case 'awaiting-decision':
      if (state.answeredAt === undefined)
        return {
          zh: rich`${head}：举证期已过，没有答复的记录。其实已提交的，点${buttonName('answered', 'zh')}；平台给出处理意见后，请马上记录。`,
          en: rich`${head}: the window for the answer has passed and no answer was recorded. If it was handed in, press ${buttonName('answered', 'en')}. Record the decision as soon as it is there.`,
        }[lang]
      return {
        zh: rich`${head}：答复已于 ${formatTime(state.answeredAt)} 记为已提交。请留意平台页面，有处理意见就马上记录。`,
        en: rich`${head}: the answer was recorded as handed in at ${formatTime(state.answeredAt)}. Watch the platform’s page and record the decision as soon as it is there.`,
      }[lang]
    case 'penalized':
      if (state.keptOpen)
        return {
          zh: rich`${head}：按推算申诉期已过，由人重新打开。请以平台页面为准；平台显示了截止时间的，请更正。提交申诉后点${buttonName('appealed', 'zh')}，${bold('申诉入口只开放一次')}。`,
          en: rich`${head}: the appeal window had passed by our reckoning and a person reopened it. The platform’s page decides; if it shows a deadline, correct it here. After submitting press ${buttonName('appealed', 'en')}. ${bold('The appeal opens only once')}.`,
        }[lang]
      return {
        zh: rich`${head}：备齐凭证，在平台提交处罚后的申诉，再点${buttonName('appealed', 'zh')}。${bold('申诉入口只开放一次')}，提交后不能重来。`,
        en: rich`${head}: complete the proof, submit the appeal after the penalty on the platform, then press ${buttonName('appealed', 'en')}. ${bold('The appeal opens only once')} and cannot be repeated.`,
      }[lang]
    case 'under-review':
      return {
        zh: rich`${head}：等平台审核，有结果就记录。`,
        en: rich`${head}: wait for the platform’s review and record its result.`,
      }[lang]
    case 'closed':
      return endLines[state.outcome](state.at)[lang]
  }
}

/** The outcome of a closed complaint, by the time of its `end`. */
const endLines: Record<Outcome, (end: Instant) => RichWords> = {
  withdrawn: end => ({
    zh: rich`已结束：${formatTime(end)} 买家撤销了投诉。`,
    en: rich`Closed: the buyer withdrew the complaint at ${formatTime(end)}.`,
  }),
  dismissed: end => ({
    zh: rich`已结束：${formatTime(end)} 平台判定投诉不成立。`,
    en: rich`Closed: the platform dismissed the complaint at ${formatTime(end)}.`,
  }),
  overturned: end => ({
    zh: rich`已结束：${formatTime(end)} 申诉成功。请到平台核对处罚是否已撤回。`,
    en: rich`Closed: the appeal was won at ${formatTime(end)}. Check on the platform that the penalty has been taken back.`,
  }),
  maintained: end => ({
    zh: rich`已结束：${formatTime(end)} 申诉审核维持原判。申诉只有一次，不能再提交。`,
    en: rich`Closed: the review maintained the penalty at ${formatTime(end)}. There is no second appeal.`,
  }),
  lapsed: end => ({
    zh: rich`已结束：申诉期到 ${formatEnd(end)} 已过，没有申诉的记录。其实按时申诉过的，点${buttonName('appealed', 'zh')}补记。`,
    en: rich`Closed: the appeal window ended by ${formatEnd(end)} without a recorded appeal. If one was submitted in time, press ${buttonName('appealed', 'en')}.`,
  }),
  discarded: end => ({
    zh: rich`已作废：${formatTime(end)} 标为误记，没有结果。`,
    en: rich`Discarded at ${formatTime(end)}: recorded by mistake, without an outcome.`,
  }),
}
