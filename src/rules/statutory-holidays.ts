import { addCivilDays } from './beijing.ts'

/**
 * The statutory holidays of a year (2000 to 2099) as Beijing days YYYY-MM-DD: 1 January, Chinese New Year's eve and days
 * 1-3, Qingming, 1-2 May, Dragon Boat, Mid-Autumn, 1-3 October.
 */
export function statutoryHolidays(year: number): Set<string> {
  const days = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map(day => `${year}-${day}`))
  days.add(qingming(year))
  const end = `${year + 1}-01-01`
  for (let day = `${year}-01-01`; day < end; day = addCivilDays(day, 1)) {
    const lunar = lunarDate(day)
    if (lunar === '1/1') for (const offset of [-1, 0, 1, 2]) days.add(addCivilDays(day, offset))
    if (lunar === '5/5' || lunar === '8/15') days.add(day)
  }
  return days
}

// The year part is left out on purpose: only month and day matter, and a leap month is written 5bis.
const lunarCalendar = new Intl.DateTimeFormat('en-u-ca-chinese', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
})

/** Month and day of the Chinese calendar on a Beijing day: 8/15; a leap month never equals a plain one. */
function lunarDate(day: string): string {
  const parts = lunarCalendar.formatToParts(new Date(`${day}T12:00:00+08:00`))
  const value = (type: string) => parts.find(part => part.type === type)?.value
  return `${value('month')}/${value('day')}`
}

// The mean solar year since 2000 moves Qingming by 0.2422 days a year, and each leap day moves it back.
function qingming(year: number): string {
  const since = year - 2000
  return `${year}-04-0${Math.floor(since * 0.2422 + 4.81) - Math.floor(since / 4)}`
}
