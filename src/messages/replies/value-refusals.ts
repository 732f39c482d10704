import type { Lang } from '../content.ts'
import { code, type RichWords, rich, userText } from '../parts/rich.ts'
import { choiceNames, keyNames, listed, noneNames, timeWords } from '../vocabulary.ts'
import type { RefusalTable } from './refusal-table.ts'
import { argumentWord, example, nameIn, suggestion } from './refusal-words.ts'

/** Refusals of the value of a key or field. */
export const valueRefusals = {
  'bad-time': reason => {
    const name = timeWords[reason.field]
    const typed = userText(reason.typed, 60)
    const sample = code('2026-11-20 10:30')
    const hint = removalHint(reason.field)
    return {
      impossible: {
        zh: rich`${name.zh}“${typed}”不存在。请填日历上有的日期和时刻，例如 ${sample}。${hint.zh}`,
        en: rich`The ${name.en}, “${typed}”, does not exist. Give a real day and time, such as ${sample}.${hint.en}`,
      },
      'no-time-of-day': {
        zh: rich`${name.zh}“${typed}”还缺时刻，期限要精确到分钟。请写成 ${sample}；一天结束写 ${code('2026-11-20 24:00')}。${hint.zh}`,
        en: rich`The ${name.en}, “${typed}”, needs a time of day as well: deadlines count minutes. Write ${sample}, or ${code('2026-11-20 24:00')} for the end of a day.${hint.en}`,
      },
      unreadable: {
        zh: rich`${name.zh}“${typed}”看不懂。请写成北京时间 ${sample}。${hint.zh}`,
        en: rich`The ${name.en}, “${typed}”, cannot be read. Write Beijing time as ${sample}.${hint.en}`,
      },
    }[reason.why]
  },
  'bad-number': ({ field, max, typed }) => ({
    zh: rich`“${argumentWord(field, 'zh')}”要填 0 到 ${max} 的整数，“${userText(typed, 40)}”不行。例如 ${code(`${argumentWord(field, 'zh')}=7`)}。`,
    en: rich`“${field}” takes a whole number from 0 to ${max}, not “${userText(typed, 40)}”. For example ${code(`${field}=7`)}.`,
  }),
  'bad-choice': reason => {
    const choices = (lang: Lang) =>
      listed(
        reason.choices.map(choice => nameIn(choiceNames, choice, lang)),
        lang,
      )
    return {
      zh: rich`“${userText(reason.typed, 40)}”不在可选项里。${suggestion(reason.nearest, 'zh')}可以填：${choices('zh')}。`,
      en: rich`“${userText(reason.typed, 40)}” is not one of the choices. ${suggestion(reason.nearest, 'en')}Choose from: ${choices('en')}.`,
    }
  },
  'bad-later': ({ typed, id }) => ({
    zh: rich`看不懂“${userText(typed, 40)}”。请写时长或时间，例如 ${example('snooze', 'zh', id)}，或 ${code(`/complaint 稍后 ${id} 到=19:00`)}。`,
    en: rich`“${userText(typed, 40)}” is no time to come. Give a length or a time: ${example('snooze', 'en', id)} or ${code(`/complaint snooze ${id} until=19:00`)}.`,
  }),
  'bad-quiet': reason => {
    const typed = userText(reason.typed, 40)
    const why = {
      unreadable: {
        zh: rich`静默时段“${typed}”看不懂。请写起止时刻，最长 16 小时`,
        en: rich`The quiet hours “${typed}” cannot be read. Give start and end, at most 16 hours apart`,
      },
      empty: {
        zh: rich`静默时段“${typed}”起止相同。请写不同的起止时刻，最长 16 小时`,
        en: rich`The quiet hours “${typed}” end when they begin. Give start and end, at most 16 hours apart`,
      },
      'too-long': {
        zh: rich`静默时段“${typed}”太长，最长 16 小时，不然一天里留给提醒的时间太少。请写短一些`,
        en: rich`The quiet hours “${typed}” are too long: at most 16 hours, or too little of the day is left for reminders. Make them shorter`,
      },
    }[reason.why]
    return {
      zh: rich`${why.zh}，例如 ${code('静默=22:00-08:00')}；不要静默写 ${code('静默=关')}。`,
      en: rich`${why.en}, such as ${code('quiet=22:00-08:00')}, or ${code('quiet=off')} for none.`,
    }
  },
  'too-many': ({ field, max }) => ({
    zh: rich`“${argumentWord(field, 'zh')}”最多 ${max} 个，请减少后再试。`,
    en: rich`“${field}” takes ${max} at most. Please give fewer.`,
  }),
  'bad-person': ({ typed }) => ({
    zh: rich`“${userText(typed, 40)}”不是频道里的人。请输入 @ 再从弹出的名单里选，不要只打名字。`,
    en: rich`“${userText(typed, 40)}” is no person here. Type @ and pick someone from the list rather than typing a name.`,
  }),
  'bad-channel': ({ typed }) => ({
    zh: rich`“${userText(typed, 40)}”不是频道。请输入 # 再从弹出的名单里选，例如 ${example('move', 'zh')}。`,
    en: rich`“${userText(typed, 40)}” is no channel. Type # and pick one from the list, for example ${example('move', 'en')}.`,
  }),
} satisfies Partial<RefusalTable>

/** Explains the removal of a deadline that the record can do without. */
function removalHint(field: string): RichWords {
  if (field !== 'evidence-due' && field !== 'appeal-due') return { zh: [], en: [] }
  const { zh, en } = keyNames[field]
  return {
    zh: rich`要取消它，写 ${code(`${zh}=${noneNames.none.zh}`)}；在表单里把日期和时刻都清空。`,
    en: rich` To take it off, write ${code(`${en}=${noneNames.none.en}`)}; in the form, clear both day and time.`,
  }
}
