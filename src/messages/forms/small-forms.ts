import type { KnownBlock } from '@slack/web-api'
import { kinds, marks } from '../../complaints/complaint.ts'
import type { Lang } from '../content.ts'
import { paragraph, smallPrint } from '../parts/blocks.ts'
import { buttonName } from '../parts/buttons.ts'
import { checklistLines } from '../parts/checklist.ts'
import { kindWords, markWords } from '../vocabulary.ts'
import type { FormContext } from './form-context.ts'
import { channelField, choiceField, choicesField, personField, textField } from './form-fields.ts'

const why = { key: 'why', label: { zh: '原因', en: 'Reason' }, max: 500, multiline: true }

export function evidenceForm(lang: Lang, { complaint }: FormContext): KnownBlock[] {
  const lines = complaint ? checklistLines(complaint, lang) : []
  return [
    ...(lines.length > 0 ? [paragraph(lines)] : []),
    choicesField(lang, {
      key: 'kind',
      label: { zh: '凭证种类', en: 'Kind of proof' },
      choices: kinds.map(value => ({ value, words: kindWords[value] })),
    }),
    choiceField(lang, {
      key: 'mark',
      label: { zh: '进度', en: 'How far it is' },
      choices: marks.map(value => ({ value, words: markWords[value] })),
    }),
    smallPrint(
      {
        zh: `这里只勾选清单。整份答复在平台提交后，请点${buttonName('answered', 'zh')}。`,
        en: `This ticks the list only. Once the whole answer is handed in on the platform, press ${buttonName('answered', 'en')}.`,
      }[lang],
    ),
  ]
}

export const assignForm = (lang: Lang, { complaint }: FormContext): KnownBlock[] => [
  personField(lang, {
    key: 'owner',
    label: { zh: '新的负责人', en: 'New owner' },
    initial: complaint?.owner,
  }),
]

export const noteForm = (lang: Lang): KnownBlock[] => [
  textField(lang, { key: 'text', label: { zh: '备注', en: 'Note' }, max: 3000, multiline: true }),
]

export const moveForm = (lang: Lang): KnownBlock[] => [
  smallPrint(
    {
      zh: '卡片和之后的提醒会到新频道，新频道的成员能看到全部记录。两个频道您都要在；私有频道请先邀请本应用。',
      en: 'The card and the reminders to come go there, and its members see the whole record. You must be in both channels; invite the app first if it is a private one.',
    }[lang],
  ),
  channelField(lang, { key: 'channel', label: { zh: '移到', en: 'Move to' } }),
]

export const reopenForm = (lang: Lang): KnownBlock[] => [
  smallPrint(
    {
      zh: '撤回最近一次改变状态的步骤（如处理意见、申诉、结束），提醒随之重新安排。只改我们的记录，不影响平台。',
      en: 'Undoes the last step that changed where it stands (a decision, an appeal, a closing) and plans the reminders again. Our record only, not the platform.',
    }[lang],
  ),
  textField(lang, why),
]

export const discardForm = (lang: Lang): KnownBlock[] => [
  smallPrint(
    {
      zh: '只用于误记。作废后不再提醒，也没有结果；可以再恢复。',
      en: 'For records made by mistake. No more reminders and no outcome; it can be reopened.',
    }[lang],
  ),
  textField(lang, why),
]
