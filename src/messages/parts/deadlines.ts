import { clocksOf, nextDeadline } from '../../complaints/clocks.ts'
import { type Complaint, isOpen, type Outcome } from '../../complaints/complaint.ts'
import type { Estimate, Window } from '../../rules/deadlines.ts'
import type { Calendar } from '../../rules/working-days.ts'
import { formatEnd, formatTime, type Instant } from '../../time/beijing.ts'
import type { Lang, Words } from '../content.ts'
import { clockWords } from '../vocabulary.ts'
import { duration } from './duration.ts'
import { bold, type Rich, rich } from './rich.ts'

type WindowClock = 'evidence' | 'appeal'
type EstimateClock = 'decision' | 'review'

const firstDay: Record<WindowClock, Words> = {
  evidence: { zh: '收到', en: 'receipt' },
  appeal: { zh: '处罚', en: 'the penalty' },
}

/** A window's deadline, with its safe and latest readings unless the platform's page shows it. */
export function windowLines(clock: WindowClock, window: Window, lang: Lang): Rich[] {
  const what = clockWords[clock]
  const due = bold(formatEnd(window.due))
  const head = {
    zh: rich`${what.zh}截止：${due}${window.fromPage ? '（以平台页面显示为准）' : ''}`,
    en: rich`Deadline, ${what.en}: ${due}${window.fromPage ? ' (as the platform’s page shows)' : ''}`,
  }[lang]
  if (window.fromPage) return [head]
  const safe = formatEnd(window.safe)
  const latest = formatEnd(window.latest)
  return [
    head,
    {
      zh: rich`稳妥时间：${safe}（最严的算法，${firstDay[clock].zh}当天算第一天）；最宽的算法到 ${latest}`,
      en: rich`Safe by ${safe} (strictest reading: the day of ${firstDay[clock].en} counts); latest reading ${latest}`,
    }[lang],
  ]
}

const provisionalWords = {
  zh: '；所跨年份的放假安排尚未公布，为暂定',
  en: '; provisional: holidays of that year not yet published',
}

/** The day by which the platform is expected to answer, always called an estimate. */
export function estimateLine(clock: EstimateClock, { by, provisional }: Estimate, lang: Lang): Rich {
  const more = provisional ? provisionalWords[lang] : ''
  const when = bold(formatEnd(by))
  const what = {
    decision: { zh: '平台处理意见', en: 'Decision' },
    review: { zh: '申诉审核结果', en: 'Review of the appeal' },
  }[clock]
  return {
    zh: rich`${what.zh}：预计 ${when} 前（预估${more}）`,
    en: rich`${what.en} expected by ${when} (estimate${more})`,
  }[lang]
}

/** The clocks of a complaint's status, without countdowns. */
export function clockLines(complaint: Complaint, calendar: Calendar, lang: Lang): Rich[] {
  const clocks = clocksOf(complaint, calendar)
  const { state } = complaint
  const answer = () => windowLines('evidence', clocks.evidence, lang)
  const decision = () => [estimateLine('decision', clocks.decision, lang)]
  const appeal = () => (clocks.appeal ? windowLines('appeal', clocks.appeal, lang) : [])
  const review = () => (clocks.review ? [estimateLine('review', clocks.review, lang)] : [])
  const block = () => (clocks.blockEnds === undefined ? [] : [blockLine(clocks.blockEnds, lang)])
  switch (state.status) {
    case 'awaiting-evidence':
      return [...answer(), ...decision()]
    case 'awaiting-decision':
      return state.answeredAt === undefined ? [...answer(), ...decision()] : decision()
    case 'penalized':
      return [...appeal(), ...block()]
    case 'under-review':
      return [...review(), ...block()]
    case 'closed':
      return state.outcome === 'lapsed' ? [...appeal(), ...block()] : block()
  }
}

export const blockLine = (ends: Instant, lang: Lang): Rich =>
  ({
    zh: rich`店铺屏蔽：按记录到 ${formatEnd(ends)} 结束`,
    en: rich`Shop block: ends ${formatEnd(ends)} according to the record`,
  })[lang]

/** The next deadline with its countdown, for replies, which are read at once. */
export function nextLines(complaint: Complaint, calendar: Calendar, now: Instant, lang: Lang): Rich[] {
  const next = nextDeadline(complaint, calendar)
  if (!isOpen(complaint) || !next)
    return [{ zh: rich`没有待办期限。`, en: rich`No deadline is running.` }[lang]]
  if ('estimate' in next) return [estimateCountdown(next.clock, next.estimate, now, lang)]
  return windowCountdown(next.clock, next.window, now, lang)
}

export const windowCountdown = (clock: WindowClock, window: Window, now: Instant, lang: Lang): Rich[] => [
  ...windowLines(clock, window, lang),
  leftLine(window, now, lang),
]

export const estimateCountdown = (clock: EstimateClock, estimate: Estimate, now: Instant, lang: Lang): Rich =>
  rich`${estimateLine(clock, estimate, lang)}${estimateLeft(estimate, now, lang)}`

/** The time left in a window; once a reading has passed, it says so. */
export function leftLine({ due, safe, latest }: Window, now: Instant, lang: Lang): Rich {
  const span = (ms: number) => bold(duration(ms, lang))
  if (now >= latest) return { zh: rich`已全部到期。`, en: rich`It has passed on every reading.` }[lang]
  if (now >= due)
    return {
      zh: rich`已过截止时间。只有按最宽的算法才没到期，还剩 ${span(latest - now)}，请马上处理。`,
      en: rich`The deadline has passed. Only the latest reading is still open, for ${span(latest - now)}: act at once.`,
    }[lang]
  if (now >= safe && safe < due)
    return {
      zh: rich`距截止还剩 ${span(due - now)}，已过稳妥时间，请尽快。`,
      en: rich`${span(due - now)} left until the deadline. The safe time has passed: do not wait.`,
    }[lang]
  if (safe < due)
    return {
      zh: rich`距截止还剩 ${span(due - now)}，距稳妥时间还剩 ${span(safe - now)}。`,
      en: rich`${span(due - now)} left until the deadline, ${span(safe - now)} until the safe time.`,
    }[lang]
  return {
    zh: rich`距截止还剩 ${span(due - now)}。`,
    en: rich`${span(due - now)} left until the deadline.`,
  }[lang]
}

/** Time until an estimate, or since. */
function estimateLeft({ by }: Estimate, now: Instant, lang: Lang): string {
  const span = duration(Math.abs(by - now), lang)
  if (now < by) return { zh: `，还有 ${span}`, en: `, in ${span}` }[lang]
  return { zh: `，已过 ${span}`, en: `, passed ${span} ago` }[lang]
}

const closedInShort = ({ outcome, at }: { outcome: Outcome; at: Instant }, lang: Lang): string => {
  const when = outcome === 'lapsed' ? formatEnd(at) : formatTime(at)
  return { zh: `结束于 ${when}`, en: `closed ${when}` }[lang]
}

/** The next deadline in a list: `举证答复截止 2026-11-23 10:30（还剩 1 天 4 小时）`; of a closed one, its end. */
export function nextInShort(complaint: Complaint, calendar: Calendar, now: Instant, lang: Lang): string {
  if (complaint.state.status === 'closed') return closedInShort(complaint.state, lang)
  const next = nextDeadline(complaint, calendar)
  if (!next) return ''
  const at = 'window' in next ? next.window.due : next.estimate.by
  const span = duration(Math.abs(at - now), lang)
  const left =
    now < at ? { zh: `还剩 ${span}`, en: `in ${span}` } : { zh: `已过 ${span}`, en: `passed ${span} ago` }
  const kind = 'window' in next ? { zh: '截止', en: 'due' } : { zh: '预计', en: 'expected by' }
  return {
    zh: `${clockWords[next.clock].zh}${kind.zh} ${formatEnd(at)}（${left.zh}）`,
    en: `${clockWords[next.clock].en} ${kind.en} ${formatEnd(at)} (${left.en})`,
  }[lang]
}
