import type { ChannelSettings } from '../../complaints/channel-settings.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Late } from '../../complaints/outbox.ts'
import { type ReminderIdentity, reminderKey } from '../../complaints/reminder-step.ts'
import { cardContent } from '../../messages/cards/card.ts'
import type { Content } from '../../messages/content.ts'
import { historyContent, type Names } from '../../messages/parts/history.ts'
import { reminderContent } from '../../messages/reminders/reminder.ts'
import type { Calendar } from '../../rules/working-days.ts'
import { backups } from '../../schedule/escalation.ts'
import { scheduleOf } from '../../schedule/schedule.ts'
import { snoozeOffers } from '../../schedule/snooze.ts'
import type { Instant } from '../../time/beijing.ts'
import { isNews } from './due-messages.ts'
import type { Post } from './post.ts'

/** The plan context in full, and the time at which a message is written. */
export type ContentContext = { calendar: Calendar; settings: ChannelSettings; now: Instant }

/** Content of a due message. `names`: of the people who acted; `late`: its additions about lateness. */
export function contentOf(
  complaint: Complaint,
  post: Post,
  { names, late, ...context }: ContentContext & { names: Names; late?: Late | undefined },
): Content {
  const { calendar, settings } = context
  const { lang } = settings
  if (post.kind === 'card') return cardContent(complaint, calendar, lang)
  if (post.kind === 'history')
    return historyContent(complaint, complaint.history.slice(post.from, post.to).filter(isNews), lang, names)
  return reminderContentOf(complaint, post.reminder, context, late)
}

/** Content of a reminder, with the times to which it can be snoozed. */
export function reminderContentOf(
  complaint: Complaint,
  reminder: ReminderIdentity,
  { calendar, settings, now }: ContentContext,
  late?: Late,
): Content {
  const context = { calendar, settings }
  const key = reminderKey(reminder)
  const position = scheduleOf(complaint, context, now).find(
    ({ current }) => current && reminderKey(current) === key,
  )
  const offers = position ? snoozeOffers(position, settings.quiet, now) : []
  const occasion = { calendar, now, offers, backups: backups(complaint.owner, context), late }
  return reminderContent(complaint, reminder, occasion, settings.lang)
}
