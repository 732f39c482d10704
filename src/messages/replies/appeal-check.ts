import { clocksOf } from '../../complaints/clocks.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Calendar } from '../../rules/working-days.ts'
import type { Instant } from '../../time/beijing.ts'
import type { Lang } from '../content.ts'
import { checklistLines } from '../parts/checklist.ts'
import { leftLine, windowLines } from '../parts/deadlines.ts'
import type { Rich } from '../parts/rich.ts'

/** What to look at before the one appeal: its window, the time left, the checklist. */
export function appealCheckLines(complaint: Complaint, calendar: Calendar, now: Instant, lang: Lang): Rich[] {
  const { appeal } = clocksOf(complaint, calendar)
  const window = appeal ? [...windowLines('appeal', appeal, lang), leftLine(appeal, now, lang)] : []
  return [...window, ...checklistLines(complaint, lang)]
}
