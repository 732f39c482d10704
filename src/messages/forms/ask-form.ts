import type { ModalView } from '@slack/web-api'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Lang } from '../content.ts'
import { paragraph } from '../parts/blocks.ts'
import { caseLine } from '../parts/facts.ts'
import { modal } from '../parts/modal.ts'
import { textField } from './form-fields.ts'

const frame = {
  callback: 'rule:ask',
  title: { zh: '问规则', en: 'Ask about the rules' },
  submit: { zh: '提问', en: 'Ask' },
}

const question = {
  key: 'question',
  label: { zh: '想问什么？', en: 'What would you like to know?' },
  hint: {
    zh: '只有您能看到回答，会结合这起投诉现在的进度。',
    en: 'Only you see the answer. It says what the rule means for this complaint now.',
  },
  max: 300,
  placeholder: { zh: '例如：买家现在撤诉还有用吗', en: 'Say: does a withdrawal still help now?' },
}

/** Asks for one question about a complaint. */
export const askForm = (complaint: Complaint, metadata: string, lang: Lang): ModalView =>
  modal({ ...frame, metadata }, [paragraph([caseLine(complaint, lang)]), textField(lang, question)], lang)
