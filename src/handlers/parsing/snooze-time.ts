import { DAY, HOUR, type Instant, MINUTE, parseTime, startOfDay } from '../../time/beijing.ts'
import { foldWidth } from '../../time/full-width.ts'

const units: [RegExp, number][] = [
  [/^(d|days?|天|日)$/, DAY],
  [/^(h|hrs?|hours?|小时|个小时|时)$/, HOUR],
  [/^(m|mins?|minutes?|分|分钟)$/, MINUTE],
]

/**
 * Reads the time to which a reminder is put off: `3h`, `1 小时 30 分钟`, `19:00` (the next one in Beijing) or a
 * full time, which may be in the past.
 */
export function readSnoozeTime(typed: string, now: Instant): Instant | undefined {
  const text = foldWidth(typed).trim().toLowerCase()
  const [, hour, minute] = /^(\d{1,2}):(\d\d)$/.exec(text) ?? []
  if (hour !== undefined && minute !== undefined) {
    if (Number(hour) > 23 || Number(minute) > 59) return undefined
    const today = startOfDay(now) + Number(hour) * HOUR + Number(minute) * MINUTE
    return today > now ? today : today + DAY
  }
  const time = parseTime(text)
  if (time.ok) return time.at
  const length = readDuration(text)
  return length === undefined ? undefined : now + length
}

/** Reads a duration of one or more parts such as `3h` or `30 分钟`, in ms. */
function readDuration(text: string): number | undefined {
  if (!/^(\d{1,4}\s*[a-z\u4e00-\u9fff]+\s*)+$/.test(text)) return undefined
  let length = 0
  for (const [, count, word = ''] of text.matchAll(/(\d+)\s*([a-z\u4e00-\u9fff]+)/g)) {
    const unit = units.find(([name]) => name.test(word))
    if (!unit) return undefined
    length += Number(count) * unit[1]
  }
  return length > 0 ? length : undefined
}
