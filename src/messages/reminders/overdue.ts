import type { Missed } from '../../complaints/outbox.ts'
import { parseReminderKey } from '../../complaints/reminder-step.ts'
import { formatTime } from '../../time/beijing.ts'
import type { Lang } from '../content.ts'
import { bold, mrkdwnOf, type Rich, rich } from '../parts/rich.ts'
import { reminderName } from '../parts/step-names.ts'
import { clockWords } from '../vocabulary.ts'
import type { Draft } from './reminder-draft.ts'

export const lateTitle = (title: string, lang: Lang): string =>
  ({ zh: `补发：${title}`, en: `late: ${title}` })[lang]

/** Explains why a message is late, as far as the app knows. */
export const lateReason = (lang: Lang): string =>
  ({
    zh: '当时应用没有运行，或者 Slack、本频道连不上',
    en: 'the app was not running then, or Slack or this channel could not be reached',
  })[lang]

/** The missed reminders with their times, and a note that the rest is current. */
export const missedLines = (missed: Missed[], lang: Lang): Rich[] => [
  {
    zh: rich`${bold('没能按时发出的提醒')}（${lateReason('zh')}）：`,
    en: rich`${bold('Reminders that did not come in time')} (${lateReason('en')}):`,
  }[lang],
  ...missedNames(missed, lang).map(name => rich`${name}`),
  { zh: rich`下面是现在的情况。`, en: rich`What follows is how things stand now.` }[lang],
]

const isQuestion = ({ key }: Missed): boolean => parseReminderKey(key)?.base === 'question'

/** Each reminder with its time; repeated questions of one clock are combined. */
export function missedNames(missed: Missed[], lang: Lang): string[] {
  const questions = Map.groupBy(
    missed.filter(isQuestion),
    ({ key }) => parseReminderKey(key)?.clock ?? 'decision',
  )
  return missed.flatMap(({ key, at }) => {
    const clock = parseReminderKey(key)?.clock
    const times = isQuestion({ key, at }) && clock ? (questions.get(clock) ?? []) : []
    const [first] = times
    if (!clock || !first || times.length < 2) return `${formatTime(at)} ${reminderName(key, lang)}`
    if (first.key !== key) return []
    const span = `${formatTime(first.at)} – ${formatTime(times.at(-1)?.at ?? at)}`
    const what = clockWords[clock][lang]
    return {
      zh: `${span} “${what}”询问，共 ${times.length} 次`,
      en: `${span} question about the ${what}, ${times.length} times`,
    }[lang]
  })
}

/** Another reminder in the same late message, without the lines that are `shown` already. */
export function alsoLines({ title, when }: Draft, shown: Rich[], lang: Lang): Rich[] {
  const repeated = new Set(shown.map(mrkdwnOf))
  return [
    { zh: rich`另外：${bold(title)}`, en: rich`Also: ${bold(title)}` }[lang],
    ...when.filter(line => !repeated.has(mrkdwnOf(line))),
  ]
}
