import type { Complaint } from '../../complaints/complaint.ts'
import type { Fallback } from '../../complaints/outbox.ts'
import { formatEnd } from '../../time/beijing.ts'
import type { Lang } from '../content.ts'
import { caseLine } from '../parts/facts.ts'
import { ownerMentions } from '../parts/owner-doubt.ts'
import { mrkdwnOf, type Rich, rich } from '../parts/rich.ts'
import { clockWords } from '../vocabulary.ts'

/** The text that Slack posts if the app is down. Written in advance, it states only the deadline. */
export function fallbackText(complaint: Complaint, { clock, due, owner }: Fallback, lang: Lang): string {
  const what = clockWords[clock][lang]
  const called = ownerMentions({ ...complaint, owner })
  const lines: Rich[] = {
    zh: [
      rich`${complaint.id} ${what}截止：${formatEnd(due)} ${called}`,
      caseLine(complaint, 'zh'),
      rich`这条消息是提前在 Slack 里定好的：到了时间，申诉管家还没有取消它，多半是已停止运行，没能发出最后一次提醒。`,
      rich`请马上到平台页面确认这一步做了没有，之后自己盯住期限，并告诉管理员。如果频道里已有最后一次提醒，或这一步已经做完，请忽略。`,
    ],
    en: [
      rich`${complaint.id}: the ${what} is due ${formatEnd(due)} ${called}`,
      caseLine(complaint, 'en'),
      rich`This message was set up at Slack in advance. Its time came and the app had not called it off: most likely the app has stopped and did not post its last reminder.`,
      rich`Please check on the platform’s page at once whether this step is done, watch the deadlines yourself from here on, and tell an admin. If the last reminder stands in the channel or the step is done, ignore this.`,
    ],
  }[lang]
  return lines.map(mrkdwnOf).join('\n')
}
