import { type Complaint, type Kind, kinds, type Mark } from '../../complaints/complaint.ts'
import type { Lang } from '../content.ts'
import { colon, kindWords, listed, markWords } from '../vocabulary.ts'
import { bold, type Rich, rich } from './rich.ts'

/** The kinds of proof without a mark; `other` is never missing. */
const missingKinds = ({ evidence }: Complaint): Kind[] =>
  kinds.filter(kind => kind !== 'other' && evidence[kind] === undefined)

const namesOf = (some: Kind[], lang: Lang) =>
  listed(
    some.map(kind => kindWords[kind][lang]),
    lang,
  )

const order: Mark[] = ['sent', 'collected', 'unavailable']

/** True while an answer or an appeal can still carry proof. */
const canHandIn = ({ state }: Complaint): boolean =>
  state.status === 'awaiting-evidence' ||
  state.status === 'penalized' ||
  (state.status === 'awaiting-decision' && state.answeredAt === undefined)

/** The kinds of proof by their mark, and the missing ones while proof can be handed in. */
export function checklistLines(complaint: Complaint, lang: Lang): Rich[] {
  const lines = order.flatMap(mark => {
    const some = kinds.filter(kind => complaint.evidence[kind] === mark)
    return some.length > 0 ? [rich`${markWords[mark][lang]}${colon[lang]}${namesOf(some, lang)}`] : []
  })
  return canHandIn(complaint) ? [...lines, missingLine(complaint, lang)] : lines
}

export function missingLine(complaint: Complaint, lang: Lang): Rich {
  const missing = missingKinds(complaint)
  if (missing.length === 0)
    return { zh: rich`凭证清单已逐项核对。`, en: rich`Every kind of proof has been looked at.` }[lang]
  return {
    zh: rich`${bold('还缺')}：${namesOf(missing, 'zh')}`,
    en: rich`${bold('Still missing')}: ${namesOf(missing, 'en')}`,
  }[lang]
}
