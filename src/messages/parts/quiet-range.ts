import type { QuietHours } from '../../complaints/channel-settings.ts'

/** `22:00`, from the minutes since midnight. */
export const clockTime = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map(part => String(part).padStart(2, '0')).join(':')

export const quietRange = ({ start, end }: QuietHours): string =>
  `${clockTime(start)}-${end === 0 ? '24:00' : clockTime(end)}`
