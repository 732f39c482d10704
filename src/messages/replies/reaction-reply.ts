import type { Complaint, Entry } from '../../complaints/complaint.ts'
import { parseReminderKey } from '../../complaints/reminder-step.ts'
import type { Calendar } from '../../rules/working-days.ts'
import { formatTime, type Instant } from '../../time/beijing.ts'
import type { Content, Lang } from '../content.ts'
import { saying } from '../parts/blocks.ts'
import { nextLines } from '../parts/deadlines.ts'
import { entryLine } from '../parts/history.ts'
import { stillOpen } from '../parts/reaction-controls.ts'
import { bold, rich } from '../parts/rich.ts'

/** True for the last reminders of a window, which only handing in ends. */
function isLast(key: string): boolean {
  const base = parseReminderKey(key)?.base
  return base === '1h' || base === 'due'
}

/** What a person said to a reminder, when the next one comes, and that the deadline runs on. */
export function reactionReply(
  complaint: Complaint,
  said: Entry[],
  next: Instant | undefined,
  calendar: Calendar,
  now: Instant,
  lang: Lang,
): Content {
  const lastOne = said.some(({ step }) => step.type === 'acknowledged' && isLast(step.rung))
  return saying([
    { zh: rich`${bold(complaint.id)} 已记下。`, en: rich`Noted for ${bold(complaint.id)}.` }[lang],
    ...said.map(entry => entryLine(entry, lang, 300)),
    ...(next === undefined
      ? []
      : [{ zh: rich`下一条提醒：${formatTime(next)}`, en: rich`Next reminder: ${formatTime(next)}` }[lang]]),
    ...(lastOne ? [stillOpen(lang)] : []),
    ...nextLines(complaint, calendar, now, lang),
  ])
}
