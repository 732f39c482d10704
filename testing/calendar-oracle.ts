// Beijing's calendar in whole-number arithmetic, sharing nothing with the product: no dayjs, no Date, no
// Intl.

const DAY = 86_400_000
const SHIFT = 28_800_000

type Civil = { year: number; month: number; date: number }
const two = (n: number) => String(n).padStart(2, '0')

/** Days from 1970-01-01 to a Gregorian day. Years are counted from March, so that leap days come last. */
export function daysFromCivil({ year, month, date }: Civil): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719_468
  )
}

/** The day of the Gregorian calendar that is `days` after 1970-01-01. */
export function civilFromDays(days: number): Civil {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
  )
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0)
  return { year, month, date: doy - Math.floor((153 * mp + 2) / 5) + 1 }
}

export const dayNumber = (t: number) => Math.floor((t + SHIFT) / DAY)
export const midnight = (day: number) => day * DAY - SHIFT

export function nameOf(day: number): string {
  const { year, month, date } = civilFromDays(day)
  return `${year}-${two(month)}-${two(date)}`
}

export function timeOf(t: number): string {
  const minutes = Math.floor((t + SHIFT - dayNumber(t) * DAY) / 60_000)
  return `${nameOf(dayNumber(t))} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

export function endTimeOf(t: number): string {
  return (t + SHIFT) % DAY === 0 ? `${nameOf(dayNumber(t) - 1)} 24:00` : timeOf(t)
}

/** Due, safe and latest of a window of plain days, straight from the table in words. */
export function window(start: number, days: number): { due: number; safe: number; latest: number } {
  const due = start + days * DAY
  const lastDayWhenTheFirstCounts = dayNumber(start) + days - 1
  return { due, safe: midnight(lastDayWhenTheFirstCounts + 1), latest: midnight(dayNumber(due) + 1) }
}

/** 1970-01-01 was a Thursday; Saturday and Sunday are 2 and 3 days later. */
export const weekend = (day: number) => [2, 3].includes(((day % 7) + 7) % 7)

/** The nth working day after the Beijing day of `start`, from the bare lists of days off and make-up days. */
export function nthWorkingDay(start: number, n: number, off: Set<string>, work: Set<string>): number {
  let day = dayNumber(start)
  for (let count = 0; count < n; ) {
    day += 1
    const name = nameOf(day)
    if (work.has(name) || (!off.has(name) && !weekend(day))) count += 1
  }
  return day
}
