import type { KnownBlock, ModalView } from '@slack/web-api'
import type { Lang, Words } from '../content.ts'
import { paragraph, plain } from '../parts/blocks.ts'
import { caseLine } from '../parts/facts.ts'
import type { VerbName } from '../vocabulary.ts'
import type { FormContext } from './form-context.ts'
import { correctForm, newForm } from './record-forms.ts'
import { settingsForm } from './settings-form.ts'
import { assignForm, discardForm, evidenceForm, moveForm, noteForm, reopenForm } from './small-forms.ts'
import { appealedForm, decidedForm, reviewedForm, withdrawnForm } from './step-forms.ts'

type Form = { title: Words; fields: (lang: Lang, context: FormContext) => KnownBlock[] }

const forms = {
  new: { title: { zh: '记录新投诉', en: 'New complaint' }, fields: newForm },
  evidence: { title: { zh: '勾选凭证', en: 'Tick proof' }, fields: evidenceForm },
  decided: { title: { zh: '记录处理意见', en: 'Record the decision' }, fields: decidedForm },
  withdrawn: { title: { zh: '买家已撤销', en: 'Withdrawn by the buyer' }, fields: withdrawnForm },
  appealed: { title: { zh: '申诉已提交', en: 'Appeal submitted' }, fields: appealedForm },
  reviewed: { title: { zh: '记录申诉审核结果', en: 'Record the review' }, fields: reviewedForm },
  correct: { title: { zh: '更正信息或时间', en: 'Correct facts or times' }, fields: correctForm },
  assign: { title: { zh: '换负责人', en: 'Change the owner' }, fields: assignForm },
  note: { title: { zh: '加备注', en: 'Add a note' }, fields: noteForm },
  move: { title: { zh: '移到另一个频道', en: 'Move to another channel' }, fields: moveForm },
  reopen: { title: { zh: '撤回上一步', en: 'Undo the last step' }, fields: reopenForm },
  discard: { title: { zh: '作废误记的投诉', en: 'Discard the record' }, fields: discardForm },
  settings: { title: { zh: '本频道的设置', en: 'Channel settings' }, fields: settingsForm },
} satisfies Partial<Record<VerbName, Form>>

/** The verbs that have a form. */
export type ModalVerb = keyof typeof forms
export const isModalVerb = (verb: string): verb is ModalVerb => Object.hasOwn(forms, verb)

/** What a form is about. `metadata` comes back with it, as it is. */
export type ModalContext = FormContext & { metadata: string }

const buttons = {
  submit: { zh: '保存', en: 'Save' },
  close: { zh: '取消', en: 'Cancel' },
}

/** A verb's form. Each input's block is named after the argument that it fills; a time has a second one, `<key>-time`. */
export function modalFor(verb: ModalVerb, lang: Lang, context: ModalContext): ModalView {
  const { complaint, metadata } = context
  const { title, fields }: Form = forms[verb]
  return {
    type: 'modal',
    callback_id: `modal:${verb}`,
    private_metadata: metadata,
    title: plain(title[lang], 24),
    submit: plain(buttons.submit[lang], 24),
    close: plain(buttons.close[lang], 24),
    blocks: [...(complaint ? [paragraph([caseLine(complaint, lang)])] : []), ...fields(lang, context)],
  }
}
