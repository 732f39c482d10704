import type { ActionsBlock, Button, Overflow } from '@slack/web-api'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Lang, Words } from '../content.ts'
import { button, plain } from './blocks.ts'

type Main = 'answered' | 'evidence' | 'decided' | 'withdrawn' | 'appealed' | 'reviewed' | 'reopen' | 'move'
type Rare = 'correct' | 'assign' | 'note' | 'move' | 'discard'
/** An action of a button, or of the menu beside the buttons. */
export type Press = Main | Rare

export const pressWords: Record<Press, Words> = {
  answered: { zh: '答复已提交', en: 'Answer handed in' },
  evidence: { zh: '勾选凭证', en: 'Tick proof' },
  decided: { zh: '记录处理意见', en: 'Record the decision' },
  withdrawn: { zh: '买家已撤销', en: 'Withdrawn by the buyer' },
  appealed: { zh: '申诉已提交', en: 'Appeal submitted' },
  reviewed: { zh: '记录审核结果', en: 'Record the review' },
  correct: { zh: '更正信息或时间', en: 'Correct facts or times' },
  assign: { zh: '换负责人', en: 'Change the owner' },
  note: { zh: '加备注', en: 'Add a note' },
  reopen: { zh: '恢复（撤回上一步）', en: 'Reopen (undo the last step)' },
  move: { zh: '移到另一个频道', en: 'Move to another channel' },
  discard: { zh: '作废（误记）', en: 'Discard (recorded by mistake)' },
}

/** A button's name in a sentence, in quotation marks. */
export const buttonName = (press: Press, lang: Lang): string => `“${pressWords[press][lang]}”`

/** The actions that a complaint's status allows; the next step comes first. */
function pressesOf({ state, history }: Complaint): { main: Main[]; rare: Rare[] } {
  const undoable = history.some(entry => entry.before && !entry.undone)
  const undo: Main[] = undoable ? ['reopen'] : []
  // Slack allows five options in such a menu.
  const rare: Rare[] = ['correct', 'assign', 'note', 'move', 'discard']
  switch (state.status) {
    case 'awaiting-evidence':
      return { main: ['answered', 'evidence', 'decided', 'withdrawn', ...undo], rare }
    case 'awaiting-decision': {
      const missed: Main[] = state.answeredAt === undefined ? ['answered'] : []
      return { main: ['decided', 'withdrawn', ...missed, 'evidence', ...undo], rare }
    }
    case 'penalized':
      return { main: ['appealed', 'evidence', ...undo], rare }
    case 'under-review':
      return { main: ['reviewed', ...undo], rare }
    case 'closed':
      return state.outcome === 'lapsed'
        ? { main: ['reopen', 'appealed'], rare: ['correct', 'note', 'move'] }
        : { main: ['reopen'], rare: ['correct', 'note', 'move'] }
  }
}

/** The card's buttons: the next step is highlighted, rare actions are in a menu. */
export function cardButtons(complaint: Complaint, lang: Lang): ActionsBlock {
  const { main, rare } = pressesOf(complaint)
  const next = complaint.state.status === 'closed' ? undefined : main[0]
  return {
    type: 'actions',
    block_id: 'case',
    elements: [
      ...main.map(press => pressButton(press, complaint.id, lang, press === next)),
      button('ask', { zh: '问规则', en: 'Ask' }[lang], complaint.id),
      menu(rare, complaint.id, lang),
    ],
  }
}

/** Buttons for some actions, the first one highlighted. */
export const stepElements = (presses: Main[], { id }: Complaint, lang: Lang): Button[] =>
  presses.map((press, index) => pressButton(press, id, lang, index === 0))

export const stepButtons = (presses: Main[], complaint: Complaint, lang: Lang): ActionsBlock => ({
  type: 'actions',
  block_id: 'case',
  elements: stepElements(presses, complaint, lang),
})

const pressButton = (press: Main, id: string, lang: Lang, primary: boolean): Button => ({
  ...button(`case:${press}`, pressWords[press][lang], id),
  ...(primary && { style: 'primary' }),
  // Every other press opens a form. This one takes effect at once and ends the reminders of the answer.
  ...(press === 'answered' && {
    confirm: {
      title: plain({ zh: '确认已提交？', en: 'Handed in?' }[lang], 100),
      text: plain(
        {
          zh: '请先在平台页面提交情况说明和凭证。确认后不再提醒举证截止。',
          en: 'Hand in the statement and proof on the platform’s page first. After this, the deadline for the answer is no longer announced.',
        }[lang],
        300,
      ),
      confirm: plain({ zh: '已在平台提交', en: 'Yes, handed in' }[lang], 30),
      deny: plain({ zh: '还没有', en: 'Not yet' }[lang], 30),
    },
  }),
})

const menu = (presses: Rare[], id: string, lang: Lang): Overflow => ({
  type: 'overflow',
  action_id: 'case:more',
  options: presses.map(press => ({ text: plain(pressWords[press][lang], 75), value: `${press} ${id}` })),
})
