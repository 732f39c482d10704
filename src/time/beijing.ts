import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc.js'
import { LRUCache } from 'lru-cache'
import { foldWidth } from './full-width.ts'

dayjs.extend(utc)

/** A moment in milliseconds since the Unix epoch. */
export type Instant = number
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

// Beijing is UTC+8 without daylight saving, so shifting in UTC is exact on every host; dayjs's timezone plugin is an hour
// off on hosts with daylight saving.
const SHIFT = 8 * HOUR
const CIVIL_DAY = 'YYYY-MM-DD'
const civil = (t: Instant) => dayjs.utc(t + SHIFT)

/** 00:00 of the Beijing day that holds `t`. */
export function startOfDay(t: Instant): Instant {
  return Math.floor((t + SHIFT) / DAY) * DAY - SHIFT
}

/** The exclusive end (24:00) of the Beijing day that holds `t`: the next Beijing midnight, always after `t`. */
export function endOfDay(t: Instant): Instant {
  return startOfDay(t) + DAY
}

/** `hour`:00 of the Beijing day that holds `t`, before or after it. */
export function atHour(t: Instant, hour: number): Instant {
  return startOfDay(t) + hour * HOUR
}

/** The first `hour`:00 in Beijing at or after `t`. */
export function firstHourFrom(t: Instant, hour: number): Instant {
  const today = atHour(t, hour)
  return today >= t ? today : today + DAY
}

/** The Beijing day that holds `t`, as YYYY-MM-DD. */
export function dayOf(t: Instant): string {
  return days.memo(startOfDay(t))
}

/** Days by their starts: the same few hundred are formatted often. */
const days = new LRUCache<Instant, string>({ max: 1000, memoMethod: start => civil(start).format(CIVIL_DAY) })

/** 00:00 of a Beijing day (YYYY-MM-DD). Throws a RangeError for a day that does not exist. */
export const dayStart = (day: string): Instant => starts.memo(day)

const starts = new LRUCache<string, Instant>({ max: 1000, memoMethod: startOf })

function startOf(day: string): Instant {
  const parsed = dayjs.utc(day)
  if (parsed.format(CIVIL_DAY) !== day) throw new RangeError(`Not a day (YYYY-MM-DD): ${day}`)
  return parsed.valueOf() - SHIFT
}

/** The day `n` days after `day` (before it when `n` is negative), both YYYY-MM-DD. */
export function addCivilDays(day: string, n: number): string {
  return dayOf(dayStart(day) + n * DAY)
}

export function isWeekend(day: string): boolean {
  return dayjs.utc(day).day() % 6 === 0
}

/** `t` in Beijing to the minute: 2026-11-23 10:30. */
export function formatTime(t: Instant): string {
  const minutes = Math.floor((t - startOfDay(t)) / MINUTE)
  return `${dayOf(t)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const two = (part: number | string = '00') => String(part).padStart(2, '0')

/** Like `formatTime`, but midnight is the end of the day before: 2026-11-22 24:00. */
export function formatEnd(t: Instant): string {
  return startOfDay(t) === t ? `${dayOf(t - DAY)} 24:00` : formatTime(t)
}

export type ParsedTime =
  | { ok: true; at: Instant }
  | { ok: false; why: 'impossible' | 'no-time-of-day' | 'unreadable' }

const DATE = String.raw`(?<year>\d{4})(?<mark>[-/])(?<month>\d{1,2})\k<mark>(?<date>\d{1,2})`
const CLOCK = String.raw`(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d{1,9}))?)?`
const ZONE = String.raw`(?<zone>Z|(?<sign>[+-])(?<zoneHour>\d\d):?(?<zoneMinute>\d\d))`
const CHINESE_DATE = /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]\s*/
const TIME = new RegExp(`^${DATE}(?:(?:\\s+|T)${CLOCK}(?:\\s*${ZONE})?)?$`, 'i')

/**
 * Reads `2026-11-20 10:30` as Beijing time (also with T, slashes, 年月日, seconds, one-digit parts, full-width forms; 24:00
 * is the next midnight) or ISO 8601 with a zone, years 2000 to 2100. `impossible`: no such day, time or zone.
 */
export function parseTime(text: string): ParsedTime {
  const parts = TIME.exec(foldWidth(text).trim().replace(CHINESE_DATE, '$1-$2-$3 ').trim())?.groups
  if (!parts) return { ok: false, why: 'unreadable' }
  const day = `${parts.year}-${two(parts.month)}-${two(parts.date)}`
  const midnight = dayjs.utc(day)
  const year = Number(parts.year)
  if (midnight.format(CIVIL_DAY) !== day || year < 2000 || year > 2100)
    return { ok: false, why: 'impossible' }
  if (parts.hour === undefined) return { ok: false, why: 'no-time-of-day' }
  const clock = clockOf(parts)
  const offset = offsetOf(parts)
  if (clock === undefined || offset === undefined) return { ok: false, why: 'impossible' }
  return { ok: true, at: midnight.valueOf() + clock - offset }
}

type Parts = Partial<Record<string, string>>

/** Milliseconds since midnight, up to and including 24:00; `undefined`: no such time. */
function clockOf({ hour = '', minute = '', second = '0', fraction = '' }: Parts): number | undefined {
  if (Number(minute) > 59 || Number(second) > 59) return undefined
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'))
  const clock = Number(hour) * HOUR + Number(minute) * MINUTE + Number(second) * 1000 + milliseconds
  return clock <= DAY ? clock : undefined
}

/** Milliseconds east of UTC, Beijing's if no zone is written; `undefined`: no such zone. */
function offsetOf({ zone, sign, zoneHour, zoneMinute }: Parts): number | undefined {
  if (zone === undefined) return SHIFT
  if (sign === undefined) return 0
  const east = Number(zoneHour) * HOUR + Number(zoneMinute) * MINUTE
  if (Number(zoneMinute) > 59 || east > 14 * HOUR) return undefined
  return sign === '-' ? -east : east
}
