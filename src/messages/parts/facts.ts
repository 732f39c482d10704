import { clocksOf } from '../../complaints/clocks.ts'
import { appealedAtOf, type Complaint, type Penalty, penaltyOf } from '../../complaints/complaint.ts'
import type { Calendar } from '../../rules/working-days.ts'
import { formatEnd, formatTime } from '../../time/beijing.ts'
import type { Lang } from '../content.ts'
import { bold, join, person, type Rich, rich, userText } from './rich.ts'

/** `订单 3366…，买家 …，店铺 …`, with the id in front. */
export function caseLine(complaint: Complaint, lang: Lang): Rich {
  const { id, order, buyer, shop } = complaint
  const facts = {
    zh: [
      rich`订单 ${userText(order, 64)}`,
      ...(buyer ? [rich`买家 ${userText(buyer)}`] : []),
      ...(shop ? [rich`店铺 ${userText(shop)}`] : []),
    ],
    en: [
      rich`order ${userText(order, 64)}`,
      ...(buyer ? [rich`buyer ${userText(buyer)}`] : []),
      ...(shop ? [rich`shop ${userText(shop)}`] : []),
    ],
  }[lang]
  return rich`${bold(id)} · ${join(facts, lang === 'zh' ? '，' : ', ')}`
}

export const ownerLine = ({ owner }: Complaint, lang: Lang): Rich =>
  ({ zh: rich`负责人：${person(owner)}`, en: rich`Owner: ${person(owner)}` })[lang]

/** The facts of a complaint, one a line. */
export function factLines(complaint: Complaint, lang: Lang): Rich[] {
  const { order, buyer, shop } = complaint
  const lines = {
    zh: [
      rich`订单：${userText(order, 64)}`,
      ...(buyer ? [rich`买家：${userText(buyer)}`] : []),
      ...(shop ? [rich`店铺：${userText(shop)}`] : []),
    ],
    en: [
      rich`Order: ${userText(order, 64)}`,
      ...(buyer ? [rich`Buyer: ${userText(buyer)}`] : []),
      ...(shop ? [rich`Shop: ${userText(shop)}`] : []),
    ],
  }[lang]
  return [...lines, ownerLine(complaint, lang)]
}

/** When it was filed and received, which of the two was not given, and whether the filing looks late. */
export function timeLines(complaint: Complaint, calendar: Calendar, lang: Lang): Rich[] {
  const { copied, receivedAt, filedAt, tradedAt } = complaint
  const { filingEnds } = clocksOf(complaint, calendar)
  const received = formatTime(receivedAt)
  const filed = formatTime(filedAt)
  const late = copied !== 'filed' && filingEnds !== undefined && filedAt >= filingEnds
  const lines = {
    zh: [
      rich`收到投诉：${received}${copied === 'received' ? '（没填收到时间，按发起时间计）' : ''}`,
      rich`买家发起：${filed}${copied === 'filed' ? '（没填发起时间，按收到时间计）' : ''}`,
      ...(tradedAt === undefined ? [] : [rich`交易成功：${formatTime(tradedAt)}`]),
      ...(late && filingEnds !== undefined
        ? [
            rich`发起晚于 ${formatEnd(filingEnds)}（交易成功后 ${complaint.periods.filingDays} 天），看起来可以在答复里提出异议。`,
          ]
        : []),
    ],
    en: [
      rich`Received: ${received}${copied === 'received' ? ' (time of receipt not given: taken equal to filing)' : ''}`,
      rich`Filed: ${filed}${copied === 'filed' ? ' (filing time not given: taken equal to receipt)' : ''}`,
      ...(tradedAt === undefined ? [] : [rich`Trade succeeded: ${formatTime(tradedAt)}`]),
      ...(late && filingEnds !== undefined
        ? [
            rich`Looks contestable: filed after ${formatEnd(filingEnds)}, ${complaint.periods.filingDays} days from the trade’s success. You can say so in your answer.`,
          ]
        : []),
    ],
  }
  return lines[lang]
}

/** What the platform's notice says of the penalty; what it does not say is not made up. */
export function penaltyLines(complaint: Complaint, lang: Lang): Rich[] {
  const penalty = penaltyOf(complaint)
  if (!penalty) return []
  const appealedAt = appealedAtOf(complaint)
  const at = formatTime(penalty.at)
  return [
    {
      zh: rich`处罚时间：${at}；通知所写：${noticeOf(penalty, 'zh')}`,
      en: rich`Penalty imposed: ${at}; the notice says: ${noticeOf(penalty, 'en')}`,
    }[lang],
    ...(appealedAt === undefined
      ? []
      : [
          {
            zh: rich`提交申诉：${formatTime(appealedAt)}（仅此一次）`,
            en: rich`Appeal submitted: ${formatTime(appealedAt)} (the only one)`,
          }[lang],
        ]),
  ]
}

/** The penalty in the notice's own terms: points, days of block, freeze. */
export function noticeOf(
  { points, blockDays, frozen }: Pick<Penalty, 'points' | 'blockDays' | 'frozen'>,
  lang: Lang,
): string {
  const parts = {
    zh: [
      ...(points === undefined ? [] : [`扣 ${points} 分`]),
      ...(blockDays === undefined ? [] : [blockDays > 0 ? `店铺屏蔽 ${blockDays} 天` : '不屏蔽店铺']),
      ...(frozen === undefined ? [] : [frozen ? '冻结账户' : '不冻结账户']),
    ],
    en: [
      ...(points === undefined ? [] : [`${points} ${points === 1 ? 'point' : 'points'}`]),
      ...(blockDays === undefined
        ? []
        : [blockDays > 0 ? `shop blocked for ${blockDays} ${blockDays === 1 ? 'day' : 'days'}` : 'no block']),
      ...(frozen === undefined ? [] : [frozen ? 'account frozen' : 'account not frozen']),
    ],
  }[lang]
  if (parts.length === 0)
    return { zh: '未填写扣分、屏蔽或冻结', en: 'no points, block or freeze were entered' }[lang]
  return parts.join(lang === 'zh' ? '，' : ', ')
}
