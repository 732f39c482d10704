import type { KnownBlock, ModalView } from '@slack/web-api'
import type { Lang, Words } from '../content.ts'
import { paragraph } from '../parts/blocks.ts'
import { pressWords } from '../parts/buttons.ts'
import { caseLine } from '../parts/facts.ts'
import { modal } from '../parts/modal.ts'
import type { VerbName } from '../verbs.ts'
import type { FormContext } from './form-context.ts'
import { correctForm, newForm } from './record-forms.ts'
import { settingsForm } from './settings-form.ts'
import { assignForm, discardForm, evidenceForm, moveForm, noteForm, reopenForm } from './small-forms.ts'
import { appealedForm, decidedForm, reviewedForm, withdrawnForm } from './step-forms.ts'

type Form = { title: Words; fields: (lang: Lang, context: FormContext) => KnownBlock[] }

const forms = {
  new: { title: { zh: '记录新投诉', en: 'New complaint' }, fields: newForm },
  evidence: { title: pressWords.evidence, fields: evidenceForm },
  decided: { title: pressWords.decided, fields: decidedForm },
  withdrawn: { title: pressWords.withdrawn, fields: withdrawnForm },
  appealed: { title: pressWords.appealed, fields: appealedForm },
  reviewed: { title: { zh: '记录申诉审核结果', en: 'Record the review' }, fields: reviewedForm },
  correct: { title: pressWords.correct, fields: correctForm },
  assign: { title: pressWords.assign, fields: assignForm },
  note: { title: pressWords.note, fields: noteForm },
  move: { title: pressWords.move, fields: moveForm },
  reopen: { title: { zh: '撤回上一步', en: 'Undo the last step' }, fields: reopenForm },
  discard: { title: { zh: '作废误记的投诉', en: 'Discard the record' }, fields: discardForm },
  settings: { title: { zh: '本频道的设置', en: 'Channel settings' }, fields: settingsForm },
} satisfies Partial<Record<VerbName, Form>>

/** The verbs that have a form. */
export type ModalVerb = keyof typeof forms
export const isModalVerb = (verb: string): verb is ModalVerb => Object.hasOwn(forms, verb)

/** `metadata` comes back with the form unchanged. */
export type ModalContext = FormContext & { metadata: string }

const submit: Words = { zh: '保存', en: 'Save' }

/** A verb's form. Each input's block is named after its argument; a time has a second input, `<key>-time`. */
export function modalFor(verb: ModalVerb, lang: Lang, context: ModalContext): ModalView {
  const { complaint, metadata } = context
  const { title, fields }: Form = forms[verb]
  const about = complaint ? [paragraph([caseLine(complaint, lang)])] : []
  const frame = { callback: `modal:${verb}`, metadata, title, submit }
  return modal(frame, [...about, ...fields(lang, context)], lang)
}
