import type { ActionsBlockElement, Button } from '@slack/web-api'
import type { Complaint } from '../../complaints/complaint.ts'
import { reactionTo } from '../../complaints/reactions.ts'
import { type ClockName, type ReminderIdentity, reminderKey } from '../../complaints/reminder-step.ts'
import { formatTime, type Instant } from '../../time/beijing.ts'
import type { Lang, Words } from '../content.ts'
import { button, plain } from './blocks.ts'
import { person, type Rich, rich } from './rich.ts'

export const gotIt: Words = { zh: '知道了', en: 'Got it' }

/** Acknowledges the reminder that it is under; in a digest, all current ones of the complaint. */
export const gotItButton = (id: string, lang: Lang): Button => button('case:ack', gotIt[lang], id)

/** The reactions to a reminder: acknowledge it, or snooze it until one of the offered times. */
export const reactionControls = ({ id }: Complaint, offers: Instant[], lang: Lang): ActionsBlockElement[] => [
  gotItButton(id, lang),
  ...(offers.length > 0
    ? [
        {
          type: 'static_select' as const,
          action_id: 'case:snooze',
          placeholder: plain({ zh: '稍后提醒', en: 'Remind me later' }[lang], 150),
          options: offers.map(until => ({
            text: plain(formatTime(until), 75),
            value: `snooze ${id} ${new Date(until).toISOString()}`,
          })),
        },
      ]
    : []),
]

/** The reaction to a reminder; at the last one also a line that the deadline is still running. */
export function reactionLines(complaint: Complaint, reminder: ReminderIdentity, lang: Lang): Rich[] {
  const answer = reactionTo(complaint, reminderKey(reminder))
  if (!answer) return []
  const { step, at, by = '' } = answer
  if (step.type === 'snoozed')
    return [
      {
        zh: rich`${person(by)}：${formatTime(step.until)} 再提醒`,
        en: rich`${person(by)}: again at ${formatTime(step.until)}`,
      }[lang],
    ]
  const seen = {
    zh: rich`✓ ${person(by)} ${formatTime(at)} 知道了`,
    en: rich`✓ ${person(by)} got it at ${formatTime(at)}`,
  }[lang]
  return reminder.base === '1h' && isWindowOpen(complaint, reminder.clock)
    ? [seen, stillOpenLine(lang)]
    : [seen]
}

const isWindowOpen = ({ state }: Complaint, clock: ClockName): boolean =>
  state.status === (clock === 'evidence' ? 'awaiting-evidence' : 'penalized')

/** Added because acknowledging the last reminder of a window does not end the window. */
export const stillOpenLine = (lang: Lang): Rich =>
  ({
    zh: rich`期限还没有办结：在平台提交并点按钮记下之前，时间一直在走。`,
    en: rich`The window is still open: time runs until it is handed in on the platform and recorded here.`,
  })[lang]
