import { clocksOf } from '../../complaints/clocks.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Calendar } from '../../rules/working-days.ts'
import type { Instant } from '../../time/beijing.ts'
import type { Lang } from '../content.ts'
import { checklistLines } from './checklist.ts'
import { windowCountdown } from './deadlines.ts'
import type { Rich } from './rich.ts'

/** Checks before the one appeal: its window, the time left, the checklist. */
export function appealCheckLines(complaint: Complaint, calendar: Calendar, now: Instant, lang: Lang): Rich[] {
  const { appeal } = clocksOf(complaint, calendar)
  const window = appeal ? windowCountdown('appeal', appeal, now, lang) : []
  return [...window, ...checklistLines(complaint, lang)]
}
