import type { KnownBlock, ModalView } from '@slack/web-api'
import type { Lang, Words } from '../content.ts'
import { paragraph, plain } from '../parts/blocks.ts'
import { caseLine } from '../parts/facts.ts'
import type { FormContext } from './form-context.ts'
import { correctForm, newForm } from './record-forms.ts'
import { settingsForm } from './settings-form.ts'
import { assignForm, discardForm, evidenceForm, moveForm, noteForm, reopenForm } from './small-forms.ts'
import { appealedForm, decidedForm, reviewedForm, withdrawnForm } from './step-forms.ts'

const titles = {
  new: { zh: '记录新投诉', en: 'New complaint' },
  evidence: { zh: '勾选凭证', en: 'Tick proof' },
  decided: { zh: '记录处理意见', en: 'Record the decision' },
  withdrawn: { zh: '买家已撤销', en: 'Withdrawn by the buyer' },
  appealed: { zh: '申诉已提交', en: 'Appeal submitted' },
  reviewed: { zh: '记录申诉审核结果', en: 'Record the review' },
  correct: { zh: '更正信息或时间', en: 'Correct facts or times' },
  assign: { zh: '换负责人', en: 'Change the owner' },
  note: { zh: '加备注', en: 'Add a note' },
  move: { zh: '移到另一个频道', en: 'Move to another channel' },
  reopen: { zh: '撤回上一步', en: 'Undo the last step' },
  discard: { zh: '作废误记的投诉', en: 'Discard the record' },
  settings: { zh: '本频道的设置', en: 'Channel settings' },
} satisfies Record<string, Words>

/** The verbs that have a form. */
export type ModalVerb = keyof typeof titles
export const isModalVerb = (verb: string): verb is ModalVerb => Object.hasOwn(titles, verb)

const forms: Record<ModalVerb, (lang: Lang, context: FormContext) => KnownBlock[]> = {
  new: newForm,
  evidence: evidenceForm,
  decided: decidedForm,
  withdrawn: withdrawnForm,
  appealed: appealedForm,
  reviewed: reviewedForm,
  correct: correctForm,
  assign: assignForm,
  note: noteForm,
  move: moveForm,
  reopen: reopenForm,
  discard: discardForm,
  settings: settingsForm,
}

/** What a form is about. `metadata` comes back with it, as it is. */
export type ModalContext = FormContext & { metadata: string }

const buttons = {
  submit: { zh: '保存', en: 'Save' },
  close: { zh: '取消', en: 'Cancel' },
}

/** A verb's form. Each input's block is named after the argument that it fills; a time has a second one, `<key>-time`. */
export function modalFor(verb: ModalVerb, lang: Lang, context: ModalContext): ModalView {
  const { complaint, metadata } = context
  return {
    type: 'modal',
    callback_id: `modal:${verb}`,
    private_metadata: metadata,
    title: plain(titles[verb][lang], 24),
    submit: plain(buttons.submit[lang], 24),
    close: plain(buttons.close[lang], 24),
    blocks: [...(complaint ? [paragraph([caseLine(complaint, lang)])] : []), ...forms[verb](lang, context)],
  }
}
