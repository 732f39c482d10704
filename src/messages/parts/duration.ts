import { DAY, HOUR, MINUTE } from '../../time/beijing.ts'
import type { Lang } from '../content.ts'

const units = {
  zh: { day: '天', hour: '小时', minute: '分钟', second: '秒' },
  en: { day: 'd', hour: 'h', minute: 'min', second: 's' },
}

/** Words for a span in ms: `1 天 4 小时`, `5 小时 30 分钟`, `45 分钟`, `20 秒`; never below zero. */
export function duration(ms: number, lang: Lang): string {
  const unit = units[lang]
  if (ms < MINUTE) return `${Math.floor(Math.max(0, ms) / 1000)} ${unit.second}`
  const span = Math.round(ms / MINUTE) * MINUTE
  const days = Math.floor(span / DAY)
  const hours = Math.floor((span % DAY) / HOUR)
  const minutes = days > 0 ? 0 : (span % HOUR) / MINUTE
  const parts = [
    { count: days, unit: unit.day },
    { count: hours, unit: unit.hour },
    { count: minutes, unit: unit.minute },
  ]
  return parts.flatMap(part => (part.count > 0 ? `${part.count} ${part.unit}` : [])).join(' ')
}
