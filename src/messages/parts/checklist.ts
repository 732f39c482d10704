import { type Complaint, type Kind, kinds, type Mark } from '../../complaints/complaint.ts'
import type { Lang } from '../content.ts'
import { kindWords, listed, markWords } from '../vocabulary.ts'
import { bold, type Rich, rich } from './rich.ts'

/** The kinds of proof that nobody has said anything about yet; `other` is never missing. */
export const missingKinds = ({ evidence }: Complaint): Kind[] =>
  kinds.filter(kind => kind !== 'other' && evidence[kind] === undefined)

const names = (some: Kind[], lang: Lang) => some.map(kind => kindWords[kind][lang])

const order: Mark[] = ['sent', 'collected', 'unavailable']

/** Whether there is still an answer or an appeal to hand proof in with. */
const canHandIn = ({ state }: Complaint): boolean =>
  state.status === 'awaiting-evidence' ||
  state.status === 'penalized' ||
  (state.status === 'awaiting-decision' && state.answeredAt === undefined)

/** The checklist, mark by mark, and what is still missing from it. */
export function checklistLines(complaint: Complaint, lang: Lang): Rich[] {
  const lines = order.flatMap(mark => {
    const some = kinds.filter(kind => complaint.evidence[kind] === mark)
    const colon = { zh: '：', en: ': ' }[lang]
    return some.length > 0 ? [rich`${markWords[mark][lang]}${colon}${listed(names(some, lang), lang)}`] : []
  })
  return canHandIn(complaint) ? [...lines, missingLine(complaint, lang)] : lines
}

/** What nobody has collected yet, or that nothing is missing. */
export function missingLine(complaint: Complaint, lang: Lang): Rich {
  const missing = missingKinds(complaint)
  if (missing.length === 0)
    return { zh: rich`凭证清单已逐项核对。`, en: rich`Every kind of proof has been looked at.` }[lang]
  return {
    zh: rich`${bold('还缺')}：${listed(names(missing, 'zh'), 'zh')}`,
    en: rich`${bold('Still missing')}: ${listed(names(missing, 'en'), 'en')}`,
  }[lang]
}
