import type { ActionsBlock, Button } from '@slack/web-api'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Entry } from '../../rules/rule-book.ts'
import type { Lang, Words } from '../content.ts'
import { button, label } from '../parts/blocks.ts'

/** The follow-ups that an answer can offer as buttons. The rule book lists them for each entry. */
type FollowUp = Entry['does'][number]

const followUps: Record<FollowUp, Words> = {
  record: { zh: '记录这起投诉', en: 'Record the complaint' },
  checklist: { zh: '打开凭证清单', en: 'Open the checklist' },
  steps: { zh: '一步步看申诉入口', en: 'The appeal, step by step' },
  'contact-check': { zh: '联系前核对', en: 'Check before contacting' },
}

/** Block id of a row; it carries the complaint that the answer is about, so that a press knows it. */
export const rowId = (name: string, about: Complaint | undefined): string =>
  about ? `${name} ${about.id}` : name

/** The complaint's id in a `rowId`. */
export const complaintIdOf = (blockId: string): string | undefined => blockId.split(' ')[1]

/** Other entries as buttons `rule:1`, `rule:2`, …; the value is the entry's id. */
export const entryButtons = (entries: Entry[], about: Complaint | undefined, lang: Lang): ActionsBlock[] =>
  entries.length === 0
    ? []
    : [
        {
          type: 'actions',
          block_id: rowId('rule-others', about),
          elements: entries.map(({ id, question }, index) => ({
            type: 'button',
            action_id: `rule:${index + 1}`,
            text: label(question[lang], 75),
            value: id,
          })),
        },
      ]

/** Entry and question for the buttons of an answer, so that a follow-up can be marked unhelpful too. */
const entryAndQuestion = (entry: string, question: string): string =>
  `${entry} ${question.slice(0, 200)}`.toWellFormed()

/** Reads a value `entry …` or `case <complaint> …`; messages of older releases carry no question. */
export function readEntryAndQuestion(value: string): { entry: string; question: string } {
  const [, entry = '', question = ''] = /^(?:entry|case \S+) (\S+) ?(.*)$/s.exec(value) ?? []
  return { entry, question }
}

/** Open complaints to choose from, for the same answer. */
export const caseButtons = (
  complaints: Complaint[],
  { entry, question }: { entry: Entry; question: string },
  lang: Lang,
): ActionsBlock => ({
  type: 'actions',
  block_id: 'rule-cases',
  elements: complaints.slice(0, 10).map(({ id, order }) => ({
    type: 'button',
    action_id: `rule:case:${id}`,
    text: label({ zh: `${id} 订单 ${order}`, en: `${id} order ${order}` }[lang], 75),
    value: `case ${id} ${entryAndQuestion(entry.id, question)}`,
  })),
})

/** The follow-ups of an entry, and a button to mark the answer unhelpful, which counts the question. */
export function followUpButtons(
  { does, id }: Pick<Entry, 'does' | 'id'>,
  about: Complaint | undefined,
  question: string,
  lang: Lang,
): ActionsBlock {
  const possible = does.filter(each => (each === 'record' ? !about : each !== 'checklist' || about))
  return {
    type: 'actions',
    block_id: rowId('rule-next', about),
    elements: [
      ...possible.map(each => followUpButton(each, entryAndQuestion(id, question), { about, lang })),
      unhelpfulButton(question, lang),
    ],
  }
}

const followUpButton = (
  followUp: FollowUp,
  answered: string,
  { about, lang }: { about: Complaint | undefined; lang: Lang },
): Button =>
  // The checklist opens the same form as on the card.
  followUp === 'checklist' && about
    ? button('case:evidence', followUps.checklist[lang], about.id)
    : button(`rule:do:${followUp}`, followUps[followUp][lang], `entry ${answered}`)

const unhelpfulButton = (question: string, lang: Lang): Button =>
  button(
    'rule:unhelpful',
    { zh: '没帮上忙', en: 'This did not help' }[lang],
    `question ${question}`.slice(0, 500).toWellFormed(),
  )
