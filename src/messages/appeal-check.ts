import { clocksOf } from '../complaints/clocks.ts'
import type { Complaint } from '../complaints/complaint.ts'
import type { Instant } from '../rules/beijing.ts'
import type { Calendar } from '../rules/working-days.ts'
import { checklistLines } from './checklist.ts'
import type { Lang } from './content.ts'
import { leftLine, windowLines } from './deadlines.ts'
import type { Rich } from './rich.ts'

/** What to look at before the one appeal: its window, the time left, the checklist. */
export function appealCheckLines(complaint: Complaint, calendar: Calendar, now: Instant, lang: Lang): Rich[] {
  const { appeal } = clocksOf(complaint, calendar)
  const window = appeal ? [...windowLines('appeal', appeal, lang), leftLine(appeal, now, lang)] : []
  return [...window, ...checklistLines(complaint, lang)]
}
