import type { ChannelSettings } from '../complaints/channel-settings.ts'
import type { Calendar } from '../rules/working-days.ts'

/** What a plan follows beside the complaint itself: the working days, and what the channel has set. */
export type PlanContext = {
  calendar: Calendar
  settings: Pick<ChannelSettings, 'quiet' | 'backup' | 'replannedAt'>
}
