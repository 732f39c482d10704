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
  textField({ ...order, placeholder: { zh: '例如 3366123456', en: 'such as 3366123456' } }, lang),
  ...timeField(received, lang),
  ...timeField(filed, lang),
  ...timeField(
    { key: 'due', label: { zh: '举证截止', en: 'Answer due' }, hint: onPage, optional: true },
    lang,
  ),
  textField(buyer, lang),
  textField(shop, lang),
  ...timeField(traded, lang),
  personField(
    {
      key: 'owner',
      label: { zh: '负责人', en: 'Owner' },
      hint: { zh: '不选就是您自己。', en: 'You, if nobody is chosen.' },
      optional: true,
    },
    lang,
  ),
  textField(
    { key: 'note', label: { zh: '备注', en: 'Note' }, max: 3000, multiline: true, optional: true },
    lang,
  ),
]

/** Every fact and time on record, prefilled. */
export function correctForm(lang: Lang, { complaint }: FormContext): KnownBlock[] {
  const penalty = complaint && penaltyOf(complaint)
  const appealedAt = complaint && appealedAtOf(complaint)
  return [
    textField({ ...order, initial: complaint?.order }, lang),
    textField({ ...buyer, initial: complaint?.buyer }, lang),
    textField({ ...shop, initial: complaint?.shop }, lang),
    ...timeField(
      { ...received, initial: complaint?.copied === 'received' ? undefined : complaint?.receivedAt },
      lang,
    ),
    ...timeField({ ...filed, initial: complaint?.copied === 'filed' ? undefined : complaint?.filedAt }, lang),
    ...timeField({ ...traded, initial: complaint?.tradedAt }, lang),
    ...timeField(
      {
        key: 'evidence-due',
        label: { zh: '举证截止', en: 'Answer due' },
        hint: onPageOrOff,
        optional: true,
        initial: complaint?.evidenceDueOnPage,
      },
      lang,
    ),
    ...(penalty
      ? [
          ...timeField(
            {
              key: 'penalized',
              label: { zh: '处罚', en: 'Penalty imposed' },
              optional: true,
              initial: penalty.at,
            },
            lang,
          ),
          ...timeField(
            {
              key: 'appeal-due',
              label: { zh: '处罚后的申诉截止', en: 'Appeal due' },
              hint: onPageOrOff,
              optional: true,
              initial: penalty.dueOnPage,
            },
            lang,
          ),
        ]
      : []),
    ...(appealedAt === undefined
      ? []
      : timeField(
          {
            key: 'appealed',
            label: { zh: '提交申诉', en: 'Appeal submitted' },
            optional: true,
            initial: appealedAt,
          },
          lang,
        )),
  ]
}
