import type { ModalView } from '@slack/web-api'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Lang } from '../content.ts'
import { paragraph, plain } from '../parts/blocks.ts'
import { caseLine } from '../parts/facts.ts'
import { textField } from './form-fields.ts'

/** One question about a complaint. */
export const askForm = (complaint: Complaint, metadata: string, lang: Lang): ModalView => ({
  type: 'modal',
  callback_id: 'rule:ask',
  private_metadata: metadata,
  title: plain({ zh: '问规则', en: 'Ask about the rules' }[lang], 24),
  submit: plain({ zh: '提问', en: 'Ask' }[lang], 24),
  close: plain({ zh: '取消', en: 'Cancel' }[lang], 24),
  blocks: [
    paragraph([caseLine(complaint, lang)]),
    textField(
      {
        key: 'question',
        label: { zh: '想问什么？', en: 'What would you like to know?' },
        hint: {
          zh: '只有您能看到回答，会结合这起投诉现在的进度。',
          en: 'Only you see the answer. It says what the rule means for this complaint now.',
        },
        max: 300,
        placeholder: { zh: '例如：买家现在撤诉还有用吗', en: 'Say: does a withdrawal still help now?' },
      },
      lang,
    ),
  ],
})
