import type { ChannelSettings } from '../../complaints/channel-settings.ts'
import type { Complaint, Late } from '../../complaints/complaint.ts'
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
import { isNews, type Post } from './due-messages.ts'

/** Under what a message is written. */
export type Circumstances = { calendar: Calendar; settings: ChannelSettings; now: Instant }

/** What a message that is owed says; `names`: of those who acted; `late`: what it tells because it comes late. */
export function wordsOf(
  complaint: Complaint,
  post: Post,
  { names, late, ...circumstances }: Circumstances & { names: Names; late?: Late | undefined },
): Content {
  const { calendar, settings } = circumstances
  const { lang } = settings
  if (post.kind === 'card') return cardContent(complaint, calendar, lang)
  if (post.kind === 'history')
    return historyContent(complaint, complaint.history.slice(post.from, post.to).filter(isNews), lang, names)
  return reminderWords(complaint, post.reminder, circumstances, late)
}

/** What a reminder says, with the times until when it can be put off. */
export function reminderWords(
  complaint: Complaint,
  reminder: ReminderIdentity,
  { calendar, settings, now }: Circumstances,
  late?: Late,
): Content {
  const context = { calendar, settings }
  const key = reminderKey(reminder)
  const place = scheduleOf(complaint, context, now).find(
    ({ current }) => current && reminderKey(current) === key,
  )
  const offers = place ? snoozeOffers(place, settings.quiet, now) : []
  const occasion = { calendar, now, offers, backups: backups(complaint.owner, context), late }
  return reminderContent(complaint, reminder, occasion, settings.lang)
}
