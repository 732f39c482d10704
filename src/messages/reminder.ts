import type { KnownBlock } from '@slack/web-api'
import { clocksOf } from '../complaints/clocks.ts'
import type { Complaint } from '../complaints/complaint.ts'
import { formatEnd, type Instant } from '../rules/beijing.ts'
import { type Window, windowOf } from '../rules/deadlines.ts'
import type { Calendar } from '../rules/working-days.ts'
import { header, paragraph } from './blocks.ts'
import { buttonName, stepButtons } from './buttons.ts'
import { missingLine } from './checklist.ts'
import type { Content, Lang } from './content.ts'
import { blockLine, estimateLeft, estimateLine, leftLine, windowLines } from './deadlines.ts'
import { duration } from './duration.ts'
import { caseLine, ownerLine } from './facts.ts'
import { bold, join, mrkdwnOf, person, type Rich, rich } from './rich.ts'
import { type Clock, clockWords } from './words.ts'

/** What a reminder is about: the clock, its rung (`24h`, `safe-day`, `missed`, …) and the instant that it is due. */
export type Rung = { clock: Clock; name: string; due: Instant }

type Draft = { title: string; when: Rich[]; lines: Rich[]; buttons: Parameters<typeof stepButtons>[0] }

/** A reminder as it is true at `now`, which may be later than its rung: whose it is, what is due, what is missing. */
export function reminderContent(
  complaint: Complaint,
  rung: Rung,
  calendar: Calendar,
  now: Instant,
  lang: Lang,
): Content {
  const { title, when, lines, buttons } = draftOf(complaint, rung, calendar, now, lang)
  const heading = { zh: `${complaint.id} ${title}`, en: `${complaint.id}: ${title}` }[lang]
  const summary = [rich`${heading} ${person(complaint.owner)}`, join(when, lang === 'zh' ? '；' : '; ')]
  const blocks: KnownBlock[] = [
    header(heading),
    paragraph([caseLine(complaint, lang), ownerLine(complaint, lang), ...when, ...lines]),
    ...(buttons.length > 0 ? [stepButtons(buttons, complaint, lang)] : []),
  ]
  return { text: summary.map(mrkdwnOf).join('\n').trim(), blocks }
}

/** What the reminder will say first at `now`: `举证答复还剩 1 天`. */
export const reminderTitle = (
  complaint: Complaint,
  rung: Rung,
  calendar: Calendar,
  now: Instant,
  lang: Lang,
): string => draftOf(complaint, rung, calendar, now, lang).title

function draftOf(complaint: Complaint, rung: Rung, calendar: Calendar, now: Instant, lang: Lang): Draft {
  const clocks = clocksOf(complaint, calendar)
  switch (rung.clock) {
    case 'evidence':
      return rung.name === 'missed'
        ? missed(complaint, clocks.evidence, lang)
        : answerDue(complaint, clocks.evidence, rung, now, lang)
    case 'decision':
      return decisionAsked(complaint, calendar, now, lang)
    case 'appeal': {
      const window = clocks.appeal ?? windowOf(rung.due, 0, rung.due)
      return rung.name === 'lapsed' ? lapsed(window, lang) : appealDue(complaint, window, rung, now, lang)
    }
    case 'review':
      return reviewAsked(complaint, calendar, now, lang)
    case 'block':
      return blockEnded(rung.due, lang)
  }
}

/** What is left of a window, for a title. */
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

/** At 18:00 of the day that ends at the safe time: finish today. */
const safeDayLines = (rung: Rung, { safe }: Window, now: Instant, lang: Lang): Rich[] =>
  rung.name !== 'safe-day' || now >= safe
    ? []
    : [
        {
          zh: rich`${bold(`请在今天（${formatEnd(safe)} 前）完成`)}：这样无论天数怎么算都不逾期。`,
          en: rich`${bold(`Finish today, by ${formatEnd(safe)}`)}, to be in time however the days are counted.`,
        }[lang],
      ]

function answerDue(complaint: Complaint, window: Window, rung: Rung, now: Instant, lang: Lang): Draft {
  return {
    title: titleOf('evidence', window, now, lang),
    when: windowLines('evidence', window, lang),
    lines: [
      ...safeDayLines(rung, window, now, lang),
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

const missed = (complaint: Complaint, window: Window, lang: Lang): Draft => ({
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

function decisionAsked(complaint: Complaint, calendar: Calendar, now: Instant, lang: Lang): Draft {
  const { decision } = clocksOf(complaint, calendar)
  return {
    title: { zh: '平台给出处理意见了吗？', en: 'is there a decision yet?' }[lang],
    when: [rich`${estimateLine('decision', decision, lang)}${estimateLeft(decision, now, lang)}`],
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

function appealDue(complaint: Complaint, window: Window, rung: Rung, now: Instant, lang: Lang): Draft {
  return {
    title: titleOf('appeal', window, now, lang),
    when: windowLines('appeal', window, lang),
    lines: [
      ...safeDayLines(rung, window, now, lang),
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

const lapsed = (window: Window, lang: Lang): Draft => ({
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

function reviewAsked(complaint: Complaint, calendar: Calendar, now: Instant, lang: Lang): Draft {
  const { review } = clocksOf(complaint, calendar)
  return {
    title: { zh: '申诉审核有结果了吗？', en: 'is there a result of the appeal yet?' }[lang],
    when: review ? [rich`${estimateLine('review', review, lang)}${estimateLeft(review, now, lang)}`] : [],
    lines: [
      {
        zh: rich`请到平台页面看申诉的审核结果。有结果就点${buttonName('reviewed', 'zh')}；还没有就不用操作，之后会再问。`,
        en: rich`Please look at the appeal on the platform’s page. If the result is there, press ${buttonName('reviewed', 'en')}. If not, there is nothing to do: you will be asked again.`,
      }[lang],
    ],
    buttons: ['reviewed'],
  }
}

const blockEnded = (ends: Instant, lang: Lang): Draft => ({
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
