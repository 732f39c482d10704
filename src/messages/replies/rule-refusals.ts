import type { Reason } from '../../complaints/refused.ts'
import { formatEnd, formatTime } from '../../time/beijing.ts'
import type { Lang } from '../content.ts'
import { code, person, type Rich, rich, userText } from '../parts/rich.ts'
import { reminderName } from '../parts/step-names.ts'
import { keyNames, listed, outcomeWords, statusWords, timeWords } from '../vocabulary.ts'

/** A deadline may end with a day, a time in the past does not. */
const timeOf = (name: string, at: number) => (name.endsWith('due') ? formatEnd(at) : formatTime(at))

/** A key by its name in the language, where it has one; a reason is given without a key. */
export const keyWord = (field: string, lang: Lang): string => {
  if (field === 'why') return { zh: '原因', en: 'reason' }[lang]
  for (const [key, name] of Object.entries(keyNames)) if (key === field) return name[lang]
  return field
}

/** What the rules say no to, and what can be done instead. */
export function ruleSentence(reason: Reason, lang: Lang): Rich {
  switch (reason.code) {
    case 'future': {
      const { field, at, now } = reason
      return {
        zh: rich`${timeWords[field].zh} ${formatTime(at)} 在未来（现在是北京时间 ${formatTime(now)}）。请填已经发生的时间，例如 ${code(formatTime(now))}。`,
        en: rich`The ${timeWords[field].en}, ${formatTime(at)}, is in the future (it is ${formatTime(now)} in Beijing). Give a time that has passed, such as ${code(formatTime(now))}.`,
      }[lang]
    }
    case 'out-of-order': {
      const { earlier, earlierAt, later, laterAt } = reason
      const [before, after] = [timeOf(earlier, earlierAt), timeOf(later, laterAt)]
      return {
        zh: rich`时间顺序不对：${timeWords[later].zh} ${after} 早于${timeWords[earlier].zh} ${before}。请核对后重填；记错的时间可以用 ${code('/complaint 更正')} 改。`,
        en: rich`The times are out of order: the ${timeWords[later].en}, ${after}, is before the ${timeWords[earlier].en}, ${before}. Please check both; a time on record is changed with ${code('/complaint correct')}.`,
      }[lang]
    }
    case 'too-far': {
      const { field, at, days } = reason
      return {
        zh: rich`${timeWords[field].zh} ${formatEnd(at)} 离起算时间超过 ${days} 天，像是填错了。请按平台页面重填。`,
        en: rich`The ${timeWords[field].en}, ${formatEnd(at)}, is more than ${days} days from the start of its clock, which looks like a slip. Please copy it again from the page.`,
      }[lang]
    }
    case 'start-missing':
      return {
        zh: rich`还缺收到时间或发起时间，至少填一个，期限从这里起算。例如 ${code('/complaint 新增 订单=3366123456 收到="2026-11-20 10:30"')}。`,
        en: rich`Give the time of receipt or of filing (one is enough): the clocks start there. For example ${code('/complaint new order=3366123456 received="2026-11-20 10:30"')}.`,
      }[lang]
    case 'order-missing':
      return {
        zh: rich`还缺订单号。例如 ${code('/complaint 新增 订单=3366123456 收到="2026-11-20 10:30"')}。`,
        en: rich`The order number is missing. For example ${code('/complaint new order=3366123456 received="2026-11-20 10:30"')}.`,
      }[lang]
    case 'too-long':
      return {
        zh: rich`“${keyWord(reason.field, 'zh')}”太长，最多 ${reason.max} 个字符。请缩短后再试。`,
        en: rich`“${keyWord(reason.field, 'en')}” is too long: ${reason.max} characters at most. Please shorten it.`,
      }[lang]
    case 'already-answered':
      return {
        zh: rich`${reason.id} 的答复已在 ${formatTime(reason.at)} 记为提交，不用再记。记错了可以撤回：${code(`/complaint 恢复 ${reason.id} "记错了"`)}。`,
        en: rich`The answer of ${reason.id} was already recorded as handed in at ${formatTime(reason.at)}. To undo that: ${code(`/complaint reopen ${reason.id} "recorded by mistake"`)}.`,
      }[lang]
    case 'closed':
      return {
        zh: rich`${reason.id} 已结束（${outcomeWords[reason.outcome].zh}，${formatTime(reason.at)}），没有改动。要继续处理，先恢复：${code(`/complaint 恢复 ${reason.id} "原因"`)}。`,
        en: rich`${reason.id} is closed (${outcomeWords[reason.outcome].en}, ${formatTime(reason.at)}), so nothing was changed. To go on with it, reopen it first: ${code(`/complaint reopen ${reason.id} "why"`)}.`,
      }[lang]
    case 'withdraw-after-penalty':
      return {
        zh: rich`${reason.id} 已在 ${formatTime(reason.penalizedAt)} 处罚，此后买家再撤销，平台也不会退回已扣的分，所以不能记为撤销。可以走处罚后的申诉（只有一次），提交后记：${code(`/complaint 申诉 ${reason.id} 时间="2026-11-20 10:30"`)}。`,
        en: rich`${reason.id} was penalized at ${formatTime(reason.penalizedAt)}. A withdrawal after that does not take the points back, so it cannot be recorded. What is left is the one appeal; once submitted, record it: ${code(`/complaint appealed ${reason.id} at="2026-11-20 10:30"`)}.`,
      }[lang]
    case 'no-penalty':
      return {
        zh: rich`${reason.id} 还没有处罚记录，不能记处罚后的申诉。处理期内的答复请记：${code(`/complaint 举证 ${reason.id} 已提交`)}；已经处罚的，先记判定：${code(`/complaint 判定 ${reason.id} 成立 时间="2026-11-20 10:30"`)}。`,
        en: rich`${reason.id} has no penalty on record, so there is nothing to appeal. The answer to a pending complaint is ${code(`/complaint evidence ${reason.id} sent`)}; if a penalty was imposed, record it first: ${code(`/complaint decided ${reason.id} upheld at="2026-11-20 10:30"`)}.`,
      }[lang]
    case 'already-upheld':
      return {
        zh: rich`${reason.id} 已在 ${formatTime(reason.at)} 判定成立并处罚，没有改动。记错时间用 ${code(`/complaint 更正 ${reason.id} 处罚="2026-11-20 10:30"`)}；记错结果用 ${code(`/complaint 恢复 ${reason.id} "原因"`)}。`,
        en: rich`${reason.id} was upheld and penalized at ${formatTime(reason.at)}, so nothing was changed. A wrong time: ${code(`/complaint correct ${reason.id} penalized="2026-11-20 10:30"`)}. A wrong outcome: ${code(`/complaint reopen ${reason.id} "why"`)}.`,
      }[lang]
    case 'already-appealed':
      return {
        zh: rich`不能再次申诉 ${reason.id}：唯一一次申诉已在 ${formatTime(reason.at)} 提交。记错时间用 ${code(`/complaint 更正 ${reason.id} 申诉时间="2026-11-20 10:30"`)}；误记的用 ${code(`/complaint 恢复 ${reason.id} "原因"`)} 撤回。`,
        en: rich`Cannot appeal ${reason.id}: the one appeal was submitted on ${formatTime(reason.at)}. A wrong time: ${code(`/complaint correct ${reason.id} appealed="2026-11-20 10:30"`)}. Recorded by mistake: ${code(`/complaint reopen ${reason.id} "why"`)}.`,
      }[lang]
    case 'appeal-too-late':
      return {
        zh: rich`${reason.id} 的申诉期按最宽的算法也已在 ${formatEnd(reason.latest)} 结束，这个申诉时间在它之后。平台页面显示的截止时间更晚的，先更正：${code(`/complaint 更正 ${reason.id} 申诉截止="2026-12-01 24:00"`)}。`,
        en: rich`The appeal window of ${reason.id} ended at ${formatEnd(reason.latest)} even on the latest reading, before this time. If the platform’s page shows a later deadline, correct it first: ${code(`/complaint correct ${reason.id} appeal-due="2026-12-01 24:00"`)}.`,
      }[lang]
    case 'not-appealed':
      return {
        zh: rich`${reason.id} 现在是“${statusWords[reason.status].zh}”，还没有提交申诉的记录，不能记审核结果。先记申诉：${code(`/complaint 申诉 ${reason.id} 时间="2026-11-20 10:30"`)}。`,
        en: rich`${reason.id} stands at “${statusWords[reason.status].en}” and has no appeal on record, so there is no review. Record the appeal first: ${code(`/complaint appealed ${reason.id} at="2026-11-20 10:30"`)}.`,
      }[lang]
    case 'nothing-to-undo':
      return {
        zh: rich`${reason.id} 没有可以撤回的步骤。填错的信息或时间用 ${code(`/complaint 更正 ${reason.id} 订单=3366123456`)} 改；整条误记的用 ${code(`/complaint 作废 ${reason.id} "误记"`)}。`,
        en: rich`${reason.id} has no step to undo. Wrong facts or times: ${code(`/complaint correct ${reason.id} order=3366123456`)}. A record made by mistake: ${code(`/complaint discard ${reason.id} "recorded by mistake"`)}.`,
      }[lang]
    case 'nothing-to-correct':
      return {
        zh: rich`${reason.id} 还没有“${keyWord(reason.field, 'zh')}”可以更正：要先有处罚或申诉的记录。查看现状：${code(`/complaint 查看 ${reason.id}`)}。`,
        en: rich`${reason.id} has no “${keyWord(reason.field, 'en')}” to correct yet: record the penalty or the appeal first. See where it stands: ${code(`/complaint show ${reason.id}`)}.`,
      }[lang]
    case 'nothing-changed':
      return {
        zh: rich`${reason.id} 没有变化：填的和记录里的一样。例如 ${code(`/complaint 更正 ${reason.id} 收到="2026-11-20 10:30"`)}。`,
        en: rich`Nothing changed on ${reason.id}: it already says so. For example ${code(`/complaint correct ${reason.id} received="2026-11-20 10:30"`)}.`,
      }[lang]
    case 'overtaken': {
      const now = listed(
        reason.standing.map(key => reminderName(key, lang)),
        lang,
      )
      return {
        zh: rich`${reason.id} 的${reminderName(reason.reminder, 'zh')}已经不是当前的提醒了，不用再回应。${now ? `现在是${now}，请到那一条上点。` : '现在没有要回应的提醒。'}`,
        en: rich`The ${reminderName(reason.reminder, 'en')} of ${reason.id} no longer applies, so there is nothing to answer. ${now ? `Now it is the ${now}: please press there.` : 'No reminder applies now.'}`,
      }[lang]
    }
    case 'nothing-stands':
      return {
        zh: rich`${reason.id} 现在没有要回应的提醒。查看现状：${code(`/complaint 查看 ${reason.id}`)}。`,
        en: rich`${reason.id} has no reminder to answer just now. See where it stands: ${code(`/complaint show ${reason.id}`)}.`,
      }[lang]
    case 'already-acknowledged':
      return {
        zh: rich`${person(reason.by)} 已在 ${formatTime(reason.at)} 回应过 ${reason.id} 的${reminderName(reason.reminder, 'zh')}，不用再点。`,
        en: rich`The ${reminderName(reason.reminder, 'en')} of ${reason.id} was already acknowledged by ${person(reason.by)} at ${formatTime(reason.at)}.`,
      }[lang]
    case 'cannot-snooze': {
      const offers = reason.offers.map(until => formatTime(until))
      return {
        zh: rich`${reason.id} 的提醒不能推迟到 ${formatTime(reason.until)}：要在将来、静默时段以外，并且比下一条提醒早半小时以上。${offers.length > 0 ? rich`现在可以推迟到：${listed(offers, 'zh')}，例如 ${code(`/complaint 稍后 ${reason.id} 到="${offers[0]}"`)}。` : '这条提醒现在已不能推迟。'}`,
        en: rich`The reminder of ${reason.id} cannot be put off until ${formatTime(reason.until)}: that must be in the future, outside the quiet hours and half an hour before the next one. ${offers.length > 0 ? rich`Possible now: ${listed(offers, 'en')}, for example ${code(`/complaint snooze ${reason.id} until="${offers[0]}"`)}.` : 'This one cannot be put off now.'}`,
      }[lang]
    }
    case 'order-taken':
      return {
        zh: rich`订单 ${userText(reason.order, 64)} 在该频道已有未结的投诉 ${reason.id}，没有改动。查看：${code(`/complaint 查看 ${reason.id}`)}。`,
        en: rich`Order ${userText(reason.order, 64)} already has an open complaint in that channel, ${reason.id}, so nothing was changed. See it: ${code(`/complaint show ${reason.id}`)}.`,
      }[lang]
  }
}
