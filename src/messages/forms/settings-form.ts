import type { InputBlock, KnownBlock } from '@slack/web-api'
import { defaultSettings } from '../../complaints/channel-settings.ts'
import type { Lang } from '../content.ts'
import { smallPrint } from '../parts/blocks.ts'
import { clockTime } from '../parts/quiet-range.ts'
import { choiceNames } from '../vocabulary.ts'
import type { FormContext } from './form-context.ts'
import { choiceField, clockField, input, optionsOf, peopleField } from './form-fields.ts'

/** A channel's settings. `quiet` and `quiet-until` are one range, ignored when `quiet-off` is ticked. */
export function settingsForm(lang: Lang, { settings = defaultSettings }: FormContext): KnownBlock[] {
  const { backup, quiet } = settings
  const { start, end } = quiet ?? { start: 22 * 60, end: 8 * 60 }
  return [
    smallPrint(
      {
        zh: '截止前 6 小时和 1 小时的提醒没人回应时，先通知后备人员，再通知整个频道。',
        en: 'When nobody answers the reminders 6 hours and 1 hour before a deadline, the backup people are called, then the whole channel.',
      }[lang],
    ),
    peopleField(lang, {
      key: 'backup',
      label: { zh: '后备人员', en: 'Backup people' },
      hint: { zh: '频道里的同事，最多 10 人。', en: 'People of this channel, at most 10.' },
      optional: true,
      initial: backup,
    }),
    clockField(lang, {
      key: 'quiet',
      label: { zh: '静默开始（北京时间）', en: 'Quiet from (Beijing)' },
      initial: clockTime(start),
    }),
    clockField(lang, {
      key: 'quiet-until',
      label: { zh: '静默结束（北京时间）', en: 'Quiet until (Beijing)' },
      initial: clockTime(end),
    }),
    quietOffField(lang, quiet === null),
    choiceField(lang, {
      key: 'lang',
      label: { zh: '卡片和提醒的语言', en: 'Language of cards and reminders' },
      choices: (['zh', 'en'] as const).map(value => ({ value, words: choiceNames[value] })),
      initial: settings.lang,
    }),
  ]
}

function quietOffField(lang: Lang, isOff: boolean): InputBlock {
  const options = optionsOf(lang, [{ value: 'off', words: { zh: '不设静默时段', en: 'No quiet hours' } }])
  return input(
    lang,
    { key: 'quiet-off', label: { zh: '不静默', en: 'Without quiet hours' }, optional: true },
    { type: 'checkboxes', action_id: 'value', options, ...(isOff && { initial_options: options }) },
  )
}
