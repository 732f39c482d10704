import type { KnownBlock } from '@slack/web-api'
import { appealedAtOf, penaltyOf } from '../../complaints/complaint.ts'
import type { Lang } from '../content.ts'
import { smallPrint } from '../parts/blocks.ts'
import { type FormContext, onPage, onPageOrOff } from './form-context.ts'
import { personField, textField, timeField } from './form-fields.ts'

const order = { key: 'order', label: { zh: '订单号', en: 'Order number' }, max: 64 }
const buyer = { key: 'buyer', label: { zh: '买家', en: 'Buyer' }, max: 100, optional: true }
const shop = { key: 'shop', label: { zh: '店铺', en: 'Shop' }, max: 100, optional: true }
const traded = { key: 'traded', label: { zh: '交易成功', en: 'Trade succeeded' }, optional: true }
const filed = { key: 'filed', label: { zh: '买家发起投诉', en: 'Complaint filed' }, optional: true }
const received = { key: 'received', label: { zh: '收到投诉', en: 'Complaint received' }, optional: true }

export const newForm = (lang: Lang): KnownBlock[] => [
  smallPrint(
    {
      zh: '收到时间和发起时间至少填一个，另一个按它计。举证期从收到起算，处理意见从发起起算。',
      en: 'Give the time of receipt, of filing, or both; one stands in for the other. The answer is due from receipt, the decision from filing.',
    }[lang],
  ),
  textField(lang, { ...order, placeholder: { zh: '例如 3366123456', en: 'such as 3366123456' } }),
  ...timeField(lang, received),
  ...timeField(lang, filed),
  ...timeField(lang, {
    key: 'due',
    label: { zh: '举证截止', en: 'Answer due' },
    hint: onPage,
    optional: true,
  }),
  textField(lang, buyer),
  textField(lang, shop),
  ...timeField(lang, traded),
  personField(lang, {
    key: 'owner',
    label: { zh: '负责人', en: 'Owner' },
    hint: { zh: '不选就是您自己。', en: 'You, if nobody is chosen.' },
    optional: true,
  }),
  textField(lang, {
    key: 'note',
    label: { zh: '备注', en: 'Note' },
    max: 3000,
    multiline: true,
    optional: true,
  }),
]

/** Every fact and time on record, prefilled. */
export function correctForm(lang: Lang, { complaint }: FormContext): KnownBlock[] {
  const penalty = complaint && penaltyOf(complaint)
  const appealedAt = complaint && appealedAtOf(complaint)
  return [
    textField(lang, { ...order, initial: complaint?.order }),
    textField(lang, { ...buyer, initial: complaint?.buyer }),
    textField(lang, { ...shop, initial: complaint?.shop }),
    ...timeField(lang, {
      ...received,
      initial: complaint?.copied === 'received' ? undefined : complaint?.receivedAt,
    }),
    ...timeField(lang, { ...filed, initial: complaint?.copied === 'filed' ? undefined : complaint?.filedAt }),
    ...timeField(lang, { ...traded, initial: complaint?.tradedAt }),
    ...timeField(lang, {
      key: 'evidence-due',
      label: { zh: '举证截止', en: 'Answer due' },
      hint: onPageOrOff,
      optional: true,
      initial: complaint?.evidenceDueOnPage,
    }),
    ...(penalty
      ? [
          ...timeField(lang, {
            key: 'penalized',
            label: { zh: '处罚', en: 'Penalty imposed' },
            optional: true,
            initial: penalty.at,
          }),
          ...timeField(lang, {
            key: 'appeal-due',
            label: { zh: '处罚后的申诉截止', en: 'Appeal due' },
            hint: onPageOrOff,
            optional: true,
            initial: penalty.dueOnPage,
          }),
        ]
      : []),
    ...(appealedAt === undefined
      ? []
      : timeField(lang, {
          key: 'appealed',
          label: { zh: '提交申诉', en: 'Appeal submitted' },
          optional: true,
          initial: appealedAt,
        })),
  ]
}
