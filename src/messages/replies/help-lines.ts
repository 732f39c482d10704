import { type Instant, MINUTE } from '../../time/beijing.ts'
import type { Lang } from '../content.ts'
import { duration } from '../parts/duration.ts'
import { bold, code, type Rich, rich } from '../parts/rich.ts'
import { verbs } from '../verbs.ts'

/** Every verb with an example and what it does. */
export const verbLines = (lang: Lang): Rich[] =>
  Object.values(verbs).map(
    ({ example, meaning }) => rich`${code(example[lang])}${{ zh: '：', en: ': ' }[lang]}${meaning[lang]}`,
  )

export type Health = { lastCheck?: Instant | undefined; backlog: number; canLookUp: boolean }

/** The reminders look at the clock at least once a minute; after this long something is wrong. */
const fresh = 3 * MINUTE

/** Whether the reminders work, said as it is. */
export function healthLine({ lastCheck, backlog }: Health, now: Instant, lang: Lang): Rich {
  const waiting =
    backlog === 0 ? '' : { zh: `，${backlog} 条待发`, en: `, ${backlog} waiting to be sent` }[lang]
  if (lastCheck === undefined)
    return {
      zh: rich`提醒：${bold('还没有检查过')}${waiting}。刚启动时稍等一分钟；一直这样请联系管理员。`,
      en: rich`Reminders: ${bold('not checked yet')}${waiting}. Right after a start wait a minute; otherwise tell an admin.`,
    }[lang]
  const ago = duration(now - lastCheck, lang)
  if (now - lastCheck > fresh)
    return {
      zh: rich`提醒：${bold('可能停了')}，上次检查在 ${ago}前${waiting}。请联系管理员，并自己盯住期限。`,
      en: rich`Reminders: ${bold('may have stopped')}, last check ${ago} ago${waiting}. Tell an admin, and watch the deadlines yourself.`,
    }[lang]
  return {
    zh: rich`提醒：正常，上次检查在 ${ago}前${waiting}。`,
    en: rich`Reminders: healthy, last check ${ago} ago${waiting}.`,
  }[lang]
}

/** Without the history scopes a lost answer of Slack's can make a message stand there twice. */
export const noLookUpLine = (lang: Lang): Rich =>
  ({
    zh: rich`注意：应用没有读取频道记录的权限。Slack 的回复偶尔丢失时，同一条提醒可能出现两次。`,
    en: rich`Note: the app may not read channel history. When an answer of Slack’s is lost, which is rare, a reminder may appear twice.`,
  })[lang]
