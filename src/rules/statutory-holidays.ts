import { addCivilDays } from '../time/beijing.ts'
import lunarFestivals from './lunar-festivals.json' with { type: 'json' }

// A table, because the lunar calendar of Intl depends on the host's ICU, which has put two New Years a day off: 2027 (new
// moon at 23:56 Beijing time) and 2030 (00:07).
const festivals = new Map(Object.entries(lunarFestivals))

/**
 * The statutory holidays of a year (2000 to 2099) as Beijing days YYYY-MM-DD: 1 January, Chinese New Year's eve and days
 * 1-3, Qingming, 1-2 May, Dragon Boat, Mid-Autumn, 1-3 October. For other years only those of the solar calendar.
 */
export function statutoryHolidays(year: number): Set<string> {
  const days = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map(day => `${year}-${day}`)
  days.push(qingming(year))
  const lunar = festivals.get(String(year))
  if (lunar) {
    days.push(...[-1, 0, 1, 2].map(offset => addCivilDays(`${year}-${lunar.newYear}`, offset)))
    days.push(`${year}-${lunar.dragonBoat}`, `${year}-${lunar.midAutumn}`)
  }
  return new Set(days)
}

// The mean solar year moves Qingming by 0.2422 days a year from 2000 on, and each leap day moves it back.
function qingming(year: number): string {
  const since = year - 2000
  return `${year}-04-0${Math.floor(since * 0.2422 + 4.81) - Math.floor(since / 4)}`
}
