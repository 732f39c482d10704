import type { ChannelSettings } from '../../complaints/channel-settings.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Calendar } from '../../rules/working-days.ts'
import type { Instant } from '../../time/beijing.ts'
import type { Words } from '../content.ts'

/** Prefills a form. */
export type FormContext = {
  complaint?: Complaint
  settings?: ChannelSettings
  calendar: Calendar
  now: Instant
}

/** Hint below a deadline that only the platform's page can give. */
export const onPage: Words = {
  zh: '平台页面显示了才填，填了就以它为准。24:00 请填第二天 00:00。',
  en: 'Only if the platform’s page shows it; it then decides. For 24:00 give 00:00 of the next day.',
}

/** Hint below a deadline that may be on record already: `onPage`, and how to remove it. */
export const onPageOrOff: Words = {
  zh: `${onPage.zh}日期和时刻都清空就取消。`,
  en: `${onPage.en} Clear both day and time to take it off.`,
}

/** Hint below an optional time. */
export const nowIfEmpty: Words = { zh: '不填就按现在。', en: 'Now, if left empty.' }
