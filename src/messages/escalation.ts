import type { Complaint } from '../complaints/complaint.ts'
import type { Lang } from './content.ts'
import type { Draft, Occasion, Reminded } from './reminder.ts'
import { everybody, join, person, type Rich, rich } from './rich.ts'

/** A reminder told to others because nobody has answered it: the same, with who is called. */
export function escalated(
  draft: Draft,
  { owner }: Complaint,
  { name }: Reminded,
  { backups }: Occasion,
  lang: Lang,
): Draft {
  const [, to] = name.split('+')
  if (to === undefined) return draft
  const people = join(
    backups.map(user => [person(user)]),
    ' ',
  )
  const call: Rich = to === 'channel' ? rich`${everybody}${people.length > 0 ? ' ' : ''}${people}` : people
  const first =
    to === 'channel'
      ? {
          zh: rich`${call} ${person(owner)} 还没有人回应这条提醒。请在场的同事马上处理，或点“知道了”表示有人跟进。`,
          en: rich`${call} ${person(owner)} nobody has answered this reminder. Whoever is here: please act at once, or press “Got it” if you take it on.`,
        }
      : {
          zh: rich`${call} 负责人 ${person(owner)} 还没有回应。请后备同事接手，或点“知道了”表示有人跟进。`,
          en: rich`${call} the owner, ${person(owner)}, has not answered. Please take over, or press “Got it” if you are on it.`,
        }
  return {
    ...draft,
    title: { zh: `还没有人回应：${draft.title}`, en: `nobody has answered: ${draft.title}` }[lang],
    ...(call.length > 0 && { call }),
    lines: [first[lang], ...draft.lines],
  }
}
