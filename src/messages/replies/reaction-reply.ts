import type { Complaint, Entry } from '../../complaints/complaint.ts'
import { parseReminderKey } from '../../complaints/reminder-step.ts'
import type { Calendar } from '../../rules/working-days.ts'
import { formatTime, type Instant } from '../../time/beijing.ts'
import type { Content, Lang } from '../content.ts'
import { contentOf } from '../parts/blocks.ts'
import { nextLines } from '../parts/deadlines.ts'
import { entryLine } from '../parts/history.ts'
import { stillOpenLine } from '../parts/reaction-controls.ts'
import { bold, rich } from '../parts/rich.ts'

/** True for the last reminders of a window, which only handing in ends. */
function isLast(key: string): boolean {
  const base = parseReminderKey(key)?.base
  return base === '1h' || base === 'due'
}

/** Reply to a reaction: what was noted, the next reminder, and the deadline that still runs. */
export function reactionReply(
  complaint: Complaint,
  added: Entry[],
  next: Instant | undefined,
  calendar: Calendar,
  now: Instant,
  lang: Lang,
): Content {
  const isLastReminder = added.some(({ step }) => step.type === 'acknowledged' && isLast(step.rung))
  return contentOf([
    { zh: rich`${bold(complaint.id)} 已记下。`, en: rich`Noted for ${bold(complaint.id)}.` }[lang],
    ...added.map(entry => entryLine(entry, lang, 300)),
    ...(next === undefined
      ? []
      : [{ zh: rich`下一条提醒：${formatTime(next)}`, en: rich`Next reminder: ${formatTime(next)}` }[lang]]),
    ...(isLastReminder ? [stillOpenLine(lang)] : []),
    ...nextLines(complaint, calendar, now, lang),
  ])
}
