import { clocksOf } from '../../complaints/clocks.ts'
import {
  appealedAtOf,
  type Complaint,
  type Penalty,
  penaltyOf,
  textFields,
} from '../../complaints/complaint.ts'
import type { Calendar } from '../../rules/working-days.ts'
import { formatEnd, formatTime, type Instant } from '../../time/beijing.ts'
import type { Lang } from '../content.ts'
import { colon, comma, keyNames } from '../vocabulary.ts'
import { bold, join, person, type Rich, rich, userText } from './rich.ts'

/** The names and values of order, buyer and shop, without those that were not given. */
const givenFacts = (complaint: Complaint, lang: Lang) =>
  textFields.flatMap(field => {
    const value = complaint[field]
    return value
      ? [{ name: keyNames[field][lang], value: userText(value, field === 'order' ? 64 : 100) }]
      : []
  })

/** A complaint on one line: `H-7K3Q · 订单 3366123456，买家 小王，店铺 云裳旗舰店`. */
export function caseLine(complaint: Complaint, lang: Lang): Rich {
  const facts = givenFacts(complaint, lang).map(({ name, value }) => rich`${name} ${value}`)
  return rich`${bold(complaint.id)} · ${join(facts, comma[lang])}`
}

export const ownerLine = ({ owner }: Complaint, lang: Lang): Rich =>
  ({ zh: rich`负责人：${person(owner)}`, en: rich`Owner: ${person(owner)}` })[lang]

/** The facts and the owner, one on each line. */
export const factLines = (complaint: Complaint, lang: Lang): Rich[] => [
  ...givenFacts(complaint, lang).map(({ name, value }) => rich`${capitalized(name)}${colon[lang]}${value}`),
  ownerLine(complaint, lang),
]

const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/**
 * The times of receipt and filing, with a remark at the one that was not given and copies the other, the
 * time of the trade, and a hint if the buyer filed too late.
 */
export function timeLines(complaint: Complaint, calendar: Calendar, lang: Lang): Rich[] {
  const { copied, receivedAt, filedAt, tradedAt, periods } = complaint
  const { filingEnds } = clocksOf(complaint, calendar)
  const received = formatTime(receivedAt)
  const filed = formatTime(filedAt)
  const isLate = copied !== 'filed' && filingEnds !== undefined && filedAt >= filingEnds
  return [
    {
      zh: rich`收到投诉：${received}${copied === 'received' ? '（没填收到时间，按发起时间计）' : ''}`,
      en: rich`Received: ${received}${copied === 'received' ? ' (time of receipt not given: taken equal to filing)' : ''}`,
    }[lang],
    {
      zh: rich`买家发起：${filed}${copied === 'filed' ? '（没填发起时间，按收到时间计）' : ''}`,
      en: rich`Filed: ${filed}${copied === 'filed' ? ' (filing time not given: taken equal to receipt)' : ''}`,
    }[lang],
    ...(tradedAt === undefined
      ? []
      : [
          { zh: rich`交易成功：${formatTime(tradedAt)}`, en: rich`Trade succeeded: ${formatTime(tradedAt)}` }[
            lang
          ],
        ]),
    ...(isLate ? [lateFilingLine(filingEnds, periods.filingDays, lang)] : []),
  ]
}

const lateFilingLine = (filingEnds: Instant, days: number, lang: Lang): Rich =>
  ({
    zh: rich`发起晚于 ${formatEnd(filingEnds)}（交易成功后 ${days} 天），看起来可以在答复里提出异议。`,
    en: rich`Looks contestable: filed after ${formatEnd(filingEnds)}, ${days} days from the trade’s success. You can say so in your answer.`,
  })[lang]

/** The penalty as the platform's notice states it, and the appeal if there was one. */
export function penaltyLines(complaint: Complaint, lang: Lang): Rich[] {
  const penalty = penaltyOf(complaint)
  if (!penalty) return []
  const appealedAt = appealedAtOf(complaint)
  const at = formatTime(penalty.at)
  return [
    {
      zh: rich`处罚时间：${at}；通知所写：${penaltyTerms(penalty, 'zh')}`,
      en: rich`Penalty imposed: ${at}; the notice says: ${penaltyTerms(penalty, 'en')}`,
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

/** The notice's terms: points, days of block, and freeze. Those that it does not state are left out. */
export function penaltyTerms(
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
  return parts.join(comma[lang])
}
