import type { Complaint } from '../../complaints/complaint.ts'
import type { Window } from '../../rules/deadlines.ts'
import { endOfDay, formatEnd, type Instant } from '../../time/beijing.ts'
import type { Lang } from '../content.ts'
import { buttonName } from '../parts/buttons.ts'
import { missingLine } from '../parts/checklist.ts'
import { leftLine, windowLines } from '../parts/deadlines.ts'
import { duration } from '../parts/duration.ts'
import { bold, type Rich, rich } from '../parts/rich.ts'
import { clockWords } from '../vocabulary.ts'
import type { Draft } from './reminder-draft.ts'

/** The time left in a window, as a title. */
function titleOf(clock: 'evidence' | 'appeal', { due, latest }: Window, now: Instant, lang: Lang): string {
  const what = clockWords[clock]
  if (now >= latest) return { zh: `${what.zh}已到期`, en: `the window for the ${what.en} has closed` }[lang]
  if (now >= due)
    return {
      zh: `${what.zh}已过截止，请马上处理`,
      en: `the deadline for the ${what.en} has passed, act now`,
    }[lang]
  const span = duration(due - now, lang)
  return { zh: `${what.zh}还剩 ${span}`, en: `${span} left for the ${what.en}` }[lang]
}

/** Asks to finish today, on the day that ends at the safe time. */
const safeDayLines = ({ safe, due }: Window, now: Instant, lang: Lang): Rich[] =>
  safe === due || endOfDay(now) !== safe
    ? []
    : [
        {
          zh: rich`${bold(`请在今天（${formatEnd(safe)} 前）完成`)}：这样无论天数怎么算都不逾期。`,
          en: rich`${bold(`Finish today, by ${formatEnd(safe)}`)}, to be in time however the days are counted.`,
        }[lang],
      ]

export function answerDraft(complaint: Complaint, window: Window, now: Instant, lang: Lang): Draft {
  return {
    title: titleOf('evidence', window, now, lang),
    when: windowLines('evidence', window, lang),
    lines: [
      ...safeDayLines(window, now, lang),
      leftLine(window, now, lang),
      missingLine(complaint, lang),
      {
        zh: rich`要做的事：在平台页面提交情况说明和凭证，提交后点${buttonName('answered', 'zh')}；买家愿意撤销的，等页面显示已撤销再点${buttonName('withdrawn', 'zh')}。`,
        en: rich`To do: hand in the statement and proof on the platform’s page, then press ${buttonName('answered', 'en')}. If the buyer withdraws, press ${buttonName('withdrawn', 'en')} once the page shows it.`,
      }[lang],
    ],
    buttons: ['answered', 'evidence', 'withdrawn'],
  }
}

export const missedDraft = (complaint: Complaint, window: Window, lang: Lang): Draft => ({
  title: { zh: '举证答复期已过', en: 'the window for the answer has passed' }[lang],
  when: windowLines('evidence', window, lang),
  lines: [
    {
      zh: rich`到期时没有答复的记录。其实已提交的，点${buttonName('answered', 'zh')}；没提交的，请马上到平台页面看还能不能补交。错过举证期有什么后果，规则来源没有写。`,
      en: rich`No answer had been recorded by then. If it was handed in, press ${buttonName('answered', 'en')}. If not, look on the platform’s page at once whether it still can be. The source does not say what a missed window costs.`,
    }[lang],
    missingLine(complaint, lang),
    {
      zh: rich`接下来每天会问一次有没有处理意见：一旦处罚，处罚后的申诉期就从处罚时间起算。`,
      en: rich`From now on you are asked daily whether there is a decision: the appeal window starts with the penalty.`,
    }[lang],
  ],
  buttons: ['answered', 'decided', 'withdrawn'],
})

export function appealDraft(complaint: Complaint, window: Window, now: Instant, lang: Lang): Draft {
  return {
    title: titleOf('appeal', window, now, lang),
    when: windowLines('appeal', window, lang),
    lines: [
      ...safeDayLines(window, now, lang),
      leftLine(window, now, lang),
      missingLine(complaint, lang),
      {
        zh: rich`要做的事：先备齐凭证，再到平台的处罚记录里提交申诉，提交后点${buttonName('appealed', 'zh')}。${bold('申诉入口只开放一次')}，交齐再提交。`,
        en: rich`To do: complete the proof, submit the appeal from the penalty record on the platform, then press ${buttonName('appealed', 'en')}. ${bold('The appeal opens only once')}: submit it complete.`,
      }[lang],
    ],
    buttons: ['appealed', 'evidence'],
  }
}

export const lapsedDraft = (window: Window, lang: Lang): Draft => ({
  title: { zh: '处罚后的申诉期已过', en: 'the appeal window has passed' }[lang],
  when: windowLines('appeal', window, lang),
  lines: [
    {
      zh: rich`到期时没有申诉的记录，已按“逾期未申诉”结束。其实按时申诉过的，点${buttonName('appealed', 'zh')}填实际时间；平台页面上还能申诉的，点${buttonName('reopen', 'zh')}重新打开。`,
      en: rich`No appeal had been recorded by then, so the record is closed as lapsed. If one was submitted in time, press ${buttonName('appealed', 'en')} and give its time. If the platform still takes one, press ${buttonName('reopen', 'en')}.`,
    }[lang],
  ],
  buttons: ['appealed', 'reopen'],
})
