import type { QuietHours } from '../../complaints/channel-settings.ts'
import type { RequestReason } from '../../messages/reason.ts'
import { type KeyName, noneNames } from '../../messages/vocabulary.ts'
import { foldWidth } from '../../time/full-width.ts'
import { type Arguments, findName, refuse } from './arguments.ts'

const dayMinutes = 24 * 60
/** Longer quiet hours would leave too little of the day for reminders. */
const maxMinutes = 16 * 60

/** Reads quiet hours such as `22:00-08:00`; `null` for none, `undefined` if the key was not given. */
export function readQuietHours({ pairs }: Arguments, key: KeyName): QuietHours | null | undefined {
  const typed = pairs.get(key)
  if (typed === undefined) return undefined
  if (typed.trim() === '' || findName(noneNames, typed)) return null
  const [, from = '', to = ''] =
    /^(\d{1,2}:\d\d)\s*(?:-|–|—|~|至|到|to)\s*(\d{1,2}:\d\d)$/i.exec(foldWidth(typed).trim()) ?? []
  const [start, end] = [minuteOf(from), minuteOf(to)]
  const refusal = (why: Extract<RequestReason, { code: 'bad-quiet' }>['why']) =>
    refuse({ code: 'bad-quiet', field: 'quiet', typed, why })
  if (start === undefined || end === undefined) throw refusal('unreadable')
  const length = (end - start + dayMinutes) % dayMinutes
  if (length === 0) throw refusal('empty')
  if (length > maxMinutes) throw refusal('too-long')
  return { start, end }
}

/** Minutes since midnight for a time such as `08:00`; 24:00 counts as 0. `undefined`: no such time. */
function minuteOf(clock: string): number | undefined {
  const [hour = Number.NaN, minute = Number.NaN] = clock.split(':').map(Number)
  const at = hour * 60 + minute
  return minute < 60 && at <= dayMinutes ? at % dayMinutes : undefined
}
