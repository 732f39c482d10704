import { type Instant, MINUTE } from '../../time/beijing.ts'
import type { Lang } from '../content.ts'
import { duration } from './duration.ts'
import { bold, type Rich, rich } from './rich.ts'

/** `backlog`: messages waiting to be sent; `canLookUp`: the app may read the channels' history. */
export type Health = { lastCheck?: Instant | undefined; backlog: number; canLookUp: boolean }

/** The scheduler checks at least once a minute, so a longer silence means a fault. */
const maxSilenceMs = 3 * MINUTE

/** The state of the reminders: healthy, not checked yet, or possibly stopped. */
export function healthLine({ lastCheck, backlog }: Health, now: Instant, lang: Lang): Rich {
  const waiting =
    backlog === 0 ? '' : { zh: `，${backlog} 条待发`, en: `, ${backlog} waiting to be sent` }[lang]
  if (lastCheck === undefined)
    return {
      zh: rich`提醒：${bold('还没有检查过')}${waiting}。刚启动时稍等一分钟；一直这样请联系管理员。`,
      en: rich`Reminders: ${bold('not checked yet')}${waiting}. Right after a start wait a minute; otherwise tell an admin.`,
    }[lang]
  const ago = duration(now - lastCheck, lang)
  if (now - lastCheck > maxSilenceMs)
    return {
      zh: rich`提醒：${bold('可能停了')}，上次检查在 ${ago}前${waiting}。请联系管理员，并自己盯住期限。`,
      en: rich`Reminders: ${bold('may have stopped')}, last check ${ago} ago${waiting}. Tell an admin, and watch the deadlines yourself.`,
    }[lang]
  return {
    zh: rich`提醒：正常，上次检查在 ${ago}前${waiting}。`,
    en: rich`Reminders: healthy, last check ${ago} ago${waiting}.`,
  }[lang]
}

/** Without the history scopes a message cannot be looked up: if Slack's answer is lost it is posted twice. */
export const noLookUpLine = (lang: Lang): Rich =>
  ({
    zh: rich`注意：应用没有读取频道记录的权限。Slack 的回复偶尔丢失时，同一条提醒可能出现两次。`,
    en: rich`Note: the app may not read channel history. When an answer of Slack’s is lost, which is rare, a reminder may appear twice.`,
  })[lang]
