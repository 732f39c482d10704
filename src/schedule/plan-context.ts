import type { ChannelSettings } from '../complaints/channel-settings.ts'
import type { Calendar } from '../rules/working-days.ts'

/** The inputs of a schedule other than the complaint: the working days and the channel's settings. */
export type PlanContext = {
  calendar: Calendar
  settings: Pick<ChannelSettings, 'quiet' | 'backup' | 'replannedAt'>
}
