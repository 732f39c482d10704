import {
  type BaseName,
  type EscalationTarget,
  parseReminderKey,
  type ReminderIdentity,
} from '../../complaints/reminder-step.ts'
import { dayOf } from '../../time/beijing.ts'
import type { Lang, Words } from '../content.ts'
import { clockWords } from '../vocabulary.ts'

const names: Record<Exclude<BaseName, 'question'>, Words> = {
  '7d': { zh: '提前 7 天', en: '7 days before' },
  '3d': { zh: '提前 3 天', en: '3 days before' },
  '48h': { zh: '提前 48 小时', en: '48 hours before' },
  '24h': { zh: '提前 24 小时', en: '24 hours before' },
  'safe-day': { zh: '最稳妥的一天', en: 'on the safe day' },
  '6h': { zh: '提前 6 小时', en: '6 hours before' },
  '1h-early': { zh: '提前 1 小时，静默前先发', en: '1 hour before, sent before quiet hours' },
  '1h': { zh: '提前 1 小时', en: '1 hour before' },
  due: { zh: '截止已过', en: 'deadline passed' },
  missed: { zh: '已过期', en: 'window closed' },
  lapsed: { zh: '已过期', en: 'window closed' },
  ended: { zh: '应已结束', en: 'should have ended' },
  buyer: { zh: '沟通建议', en: 'advice' },
}

/** A reminder within a sentence: `“举证答复”提醒（提前 24 小时）`; a daily question is named by its day. */
export function reminderName(key: string, lang: Lang): string {
  const reminder = parseReminderKey(key)
  if (!reminder) return { zh: '提醒', en: 'reminder' }[lang]
  const name = reminder.base === 'question' ? dayOf(reminder.due) : names[reminder.base][lang]
  const which = `${name}${suffixOf(reminder, lang)}`
  const clock = clockWords[reminder.clock]
  return { zh: `“${clock.zh}”提醒（${which}）`, en: `“${clock.en}” reminder (${which})` }[lang]
}

/** Suffix of an escalated or snoozed step. */
function suffixOf({ escalatedTo, snoozedUntil }: ReminderIdentity, lang: Lang): string {
  if (escalatedTo) return escalations[escalatedTo][lang]
  return snoozedUntil === undefined ? '' : { zh: '，稍后再提醒', en: ', put off' }[lang]
}

const escalations: Record<EscalationTarget, Words> = {
  backup: { zh: '，通知后备同事', en: ', to the backup people' },
  channel: { zh: '，通知全频道', en: ', to the channel' },
}
