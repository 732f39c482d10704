import type { KnownBlock } from '@slack/web-api'
import type { Lang } from '../content.ts'
import { appealCheckLines } from '../parts/appeal-check.ts'
import { paragraph, smallPrint } from '../parts/blocks.ts'
import { bold, rich } from '../parts/rich.ts'
import { type FormContext, nowIfEmpty, onPage } from './form-context.ts'
import { choiceField, confirmField, numberField, timeField } from './form-fields.ts'

/** The platform's decision in the terms of its notice. */
export const decidedForm = (lang: Lang): KnownBlock[] => [
  choiceField(lang, {
    key: 'outcome',
    label: { zh: '处理意见', en: 'Decision' },
    choices: [
      { value: 'upheld', words: { zh: '投诉成立', en: 'Upheld' } },
      { value: 'dismissed', words: { zh: '投诉不成立', en: 'Dismissed' } },
    ],
  }),
  ...timeField(lang, {
    key: 'at',
    label: { zh: '通知上的时间', en: 'Time in the notice' },
    hint: {
      zh: '投诉成立时必填处罚时间，处罚后的申诉期从这里起算。',
      en: 'Required if upheld: the appeal window starts with the penalty.',
    },
    optional: true,
  }),
  smallPrint(
    {
      zh: '以下只在成立时填，照通知填；通知没写的留空，不要自己推算。',
      en: 'The rest is for an upheld complaint: as the notice says it. Leave empty what it does not say.',
    }[lang],
  ),
  numberField(lang, { key: 'points', label: { zh: '扣分', en: 'Points' }, max: 1000, optional: true }),
  numberField(lang, {
    key: 'block',
    label: { zh: '店铺屏蔽天数', en: 'Days of shop block' },
    max: 3650,
    optional: true,
  }),
  choiceField(lang, {
    key: 'frozen',
    label: { zh: '冻结账户', en: 'Account frozen' },
    choices: [
      { value: 'yes', words: { zh: '是', en: 'Yes' } },
      { value: 'no', words: { zh: '否', en: 'No' } },
    ],
    optional: true,
  }),
  ...timeField(lang, {
    key: 'due',
    label: { zh: '处罚后的申诉截止', en: 'Appeal due' },
    hint: onPage,
    optional: true,
  }),
]

export const withdrawnForm = (lang: Lang): KnownBlock[] => [
  smallPrint(
    {
      zh: '平台页面显示已撤销才记。买家口头答应的，请当作凭证收集。',
      en: 'Only once the platform’s page shows it. A buyer’s promise is proof to collect, not a withdrawal.',
    }[lang],
  ),
  ...timeField(lang, {
    key: 'at',
    label: { zh: '撤销时间', en: 'Withdrawn at' },
    hint: nowIfEmpty,
    optional: true,
  }),
]

/** The time of the one appeal, with the checklist first. */
export const appealedForm = (lang: Lang, { complaint, calendar, now }: FormContext): KnownBlock[] => [
  paragraph([
    {
      zh: rich`${bold('处罚后的申诉只有一次')}，提交后不能重来。`,
      en: rich`${bold('There is one appeal')} and it cannot be repeated.`,
    }[lang],
    ...(complaint ? appealCheckLines(complaint, calendar, now, lang) : []),
  ]),
  ...timeField(lang, {
    key: 'at',
    label: { zh: '在平台提交申诉的时间', en: 'Submitted on the platform at' },
  }),
  confirmField(lang, {
    key: 'confirm',
    label: { zh: '确认', en: 'Confirmation' },
    words: {
      zh: '这唯一一次申诉已在平台提交',
      en: 'The one appeal has been submitted on the platform',
    },
  }),
]

export const reviewedForm = (lang: Lang): KnownBlock[] => [
  choiceField(lang, {
    key: 'outcome',
    label: { zh: '申诉审核结果', en: 'Outcome of the appeal' },
    choices: [
      { value: 'overturned', words: { zh: '申诉成功', en: 'Penalty overturned' } },
      { value: 'maintained', words: { zh: '维持原判', en: 'Penalty maintained' } },
    ],
  }),
  ...timeField(lang, {
    key: 'at',
    label: { zh: '审核时间', en: 'Reviewed at' },
    hint: nowIfEmpty,
    optional: true,
  }),
]
