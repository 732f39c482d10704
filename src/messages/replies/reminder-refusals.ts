import { formatTime } from '../../time/beijing.ts'
import type { Lang } from '../content.ts'
import { code, person, rich } from '../parts/rich.ts'
import { reminderName } from '../parts/step-names.ts'
import { listed } from '../vocabulary.ts'
import type { RefusalTable } from './refusal-table.ts'

/** Refusals of a reaction to a reminder. */
export const reminderRefusals = {
  overtaken: ({ standing, id, reminder }) => {
    const now = (lang: Lang) =>
      listed(
        standing.map(key => reminderName(key, lang)),
        lang,
      )
    const hasCurrent = standing.length > 0
    return {
      zh: rich`${id} 的${reminderName(reminder, 'zh')}已经不是当前的提醒了，不用再回应。${hasCurrent ? `现在是${now('zh')}，请到那一条上点。` : '现在没有要回应的提醒。'}`,
      en: rich`The ${reminderName(reminder, 'en')} of ${id} no longer applies, so there is nothing to answer. ${hasCurrent ? `Now it is the ${now('en')}: please press there.` : 'No reminder applies now.'}`,
    }
  },
  'nothing-stands': ({ id }) => ({
    zh: rich`${id} 现在没有要回应的提醒。查看现状：${code(`/complaint 查看 ${id}`)}。`,
    en: rich`${id} has no reminder to answer just now. See where it stands: ${code(`/complaint show ${id}`)}.`,
  }),
  'already-acknowledged': ({ by, at, id, reminder }) => ({
    zh: rich`${person(by)} 已在 ${formatTime(at)} 回应过 ${id} 的${reminderName(reminder, 'zh')}，不用再点。`,
    en: rich`The ${reminderName(reminder, 'en')} of ${id} was already acknowledged by ${person(by)} at ${formatTime(at)}.`,
  }),
  'cannot-snooze': reason => {
    const offers = reason.offers.map(until => formatTime(until))
    return {
      zh: rich`${reason.id} 的提醒不能推迟到 ${formatTime(reason.until)}：要在将来、静默时段以外，并且比下一条提醒早半小时以上。${offers.length > 0 ? rich`现在可以推迟到：${listed(offers, 'zh')}，例如 ${code(`/complaint 稍后 ${reason.id} 到="${offers[0]}"`)}。` : '这条提醒现在已不能推迟。'}`,
      en: rich`The reminder of ${reason.id} cannot be put off until ${formatTime(reason.until)}: that must be in the future, outside the quiet hours and half an hour before the next one. ${offers.length > 0 ? rich`Possible now: ${listed(offers, 'en')}, for example ${code(`/complaint snooze ${reason.id} until="${offers[0]}"`)}.` : 'This one cannot be put off now.'}`,
    }
  },
} satisfies Partial<RefusalTable>
