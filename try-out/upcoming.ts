import { settle } from '../src/complaints/settle.ts'
import type { Words } from '../src/messages/content.ts'
import { reminderTitle } from '../src/messages/reminders/reminder.ts'
import { upcoming } from '../src/reminders/scheduler/upcoming.ts'
import type { Calendar } from '../src/rules/working-days.ts'
import type { Instant } from '../src/time/beijing.ts'
import type { Planned } from './records.ts'

/** A reminder to come, as the strip shows it. `late`: Slack has not accepted it yet; `thread`: the card's. */
export type Announced = {
  at: Instant
  late: boolean
  id: string
  channel: string
  thread: string | undefined
  says: Words
}

/** The next `max` reminders of all complaints, earliest first. */
export function announced(planned: Planned[], calendar: Calendar, now: Instant, max = 5): Announced[] {
  const all = planned.flatMap(({ complaint: stored, settings }) => {
    const complaint = settle(stored, now)
    const { id, channel, outbox } = complaint
    return upcoming(complaint, { calendar, settings }, now).map(({ reminder, at }) => {
      const occasion = { calendar, now: at, offers: [], backups: [] }
      const title = (lang: 'zh' | 'en') => reminderTitle(complaint, reminder, occasion, lang)
      const where = { id, channel, thread: outbox.card?.ts }
      return { ...where, at, late: reminder.at < at, says: { zh: title('zh'), en: title('en') } }
    })
  })
  return all.sort((a, b) => a.at - b.at).slice(0, max)
}
