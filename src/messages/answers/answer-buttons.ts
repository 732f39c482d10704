import type { ActionsBlock, Button } from '@slack/web-api'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Entry } from '../../rules/rule-book.ts'
import type { Lang, Words } from '../content.ts'
import { label, plain } from '../parts/blocks.ts'

/** What an answer can lead to; the rule book says which entry leads where. */
export type Doing = Entry['does'][number]

const doings: Record<Doing, Words> = {
  record: { zh: '记录这起投诉', en: 'Record the complaint' },
  checklist: { zh: '打开凭证清单', en: 'Open the checklist' },
  steps: { zh: '一步步看申诉入口', en: 'The appeal, step by step' },
  'contact-check': { zh: '联系前核对', en: 'Check before contacting' },
}

/** A row of a message keeps the complaint that it is about in its `block_id`, so that what is pressed there stays with it. */
export const rowId = (name: string, about: Complaint | undefined): string =>
  about ? `${name} ${about.id}` : name

/** The complaint's id in such a `block_id`. */
export const caseInRow = (blockId: string): string | undefined => blockId.split(' ')[1]

/** Other entries, as buttons `rule:1`, `rule:2`, …; the value is the entry's id. */
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

/** What was answered, and the question as it was asked, for what leads on from the answer: there too it may be of no help. */
const kept = (entry: string, question: string): string => `${entry} ${question.slice(0, 200)}`.toWellFormed()

/** The reverse, in a value `entry …` or `case <complaint> …`; the question is empty in messages from before it was kept. */
export function keptIn(value: string): { entry: string; question: string } {
  const [, entry = '', question = ''] = /^(?:entry|case \S+) (\S+) ?(.*)$/s.exec(value) ?? []
  return { entry, question }
}

/** Open complaints to choose from; the value names the complaint and what was answered. */
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
    value: `case ${id} ${kept(entry.id, question)}`,
  })),
})

/** What to do next after an entry, and the way to say that the answer was no help. `question` is kept to be counted. */
export function doingButtons(
  { does, id }: Pick<Entry, 'does' | 'id'>,
  about: Complaint | undefined,
  question: string,
  lang: Lang,
): ActionsBlock {
  const possible = does.filter(doing => (doing === 'record' ? !about : doing !== 'checklist' || about))
  return {
    type: 'actions',
    block_id: rowId('rule-next', about),
    elements: [
      ...possible.map(doing => doingButton(doing, kept(id, question), { about, lang })),
      unhelpful(question, lang),
    ],
  }
}

const doingButton = (
  doing: Doing,
  answered: string,
  { about, lang }: { about: Complaint | undefined; lang: Lang },
): Button => ({
  type: 'button',
  // The checklist is the card's own form.
  action_id: doing === 'checklist' ? 'case:evidence' : `rule:do:${doing}`,
  text: plain(doings[doing][lang], 75),
  ...(doing === 'checklist' ? about && { value: about.id } : { value: `entry ${answered}` }),
})

const unhelpful = (question: string, lang: Lang): Button => ({
  type: 'button',
  action_id: 'rule:unhelpful',
  text: plain({ zh: '没帮上忙', en: 'This did not help' }[lang], 75),
  value: `question ${question}`.slice(0, 500).toWellFormed(),
})
