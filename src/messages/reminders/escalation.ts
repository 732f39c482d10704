import { wasAway } from '../../complaints/absences.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import { type ReminderIdentity, reminderKey } from '../../complaints/reminder-step.ts'
import type { Lang } from '../content.ts'
import { gotIt } from '../parts/reaction-controls.ts'
import { everybody, join, people, person, rich } from '../parts/rich.ts'
import type { Draft, Occasion } from './reminder-draft.ts'

/** The draft of an escalated reminder: the same, calling the backups or the channel. */
export function escalatedDraft(
  draft: Draft,
  complaint: Complaint,
  reminded: ReminderIdentity,
  { backups }: Occasion,
  lang: Lang,
): Draft {
  const { owner } = complaint
  const { escalatedTo: to, ...unanswered } = reminded
  if (to === undefined) return draft
  const names = people(backups, ' ')
  const called = to === 'channel' ? join([[everybody], ...(names.length > 0 ? [names] : [])], ' ') : names
  const why = {
    backup: {
      zh: rich`${called}：负责人 ${person(owner)} 还没有回应。请后备同事接手，或点“${gotIt.zh}”表示有人跟进。`,
      en: rich`${called}: the owner, ${person(owner)}, has not answered. Please take over, or press “${gotIt.en}” if you are on it.`,
    },
    channel: {
      zh: rich`${called} ${person(owner)}：还没有人回应这条提醒。请在场的同事马上处理，或点“${gotIt.zh}”表示有人跟进。`,
      en: rich`${called} ${person(owner)}: nobody has answered this reminder. Whoever is here: please act at once, or press “${gotIt.en}” if you take it on.`,
    },
  }[to][lang]
  // Called without waiting for an answer: the owner is in do-not-disturb.
  if (to === 'backup' && wasAway(complaint, reminderKey(unanswered))) {
    const away = {
      zh: rich`${called}：负责人 ${person(owner)} 开着免打扰。请后备同事先跟进，或点“${gotIt.zh}”表示有人跟进。`,
      en: rich`${called}: the owner, ${person(owner)}, is in do-not-disturb. Please take over, or press “${gotIt.en}” if you are on it.`,
    }
    return { ...draft, call: { people: called, why: away[lang] } }
  }
  const title = { zh: `还没有人回应：${draft.title}`, en: `nobody has answered: ${draft.title}` }[lang]
  return { ...draft, title, call: { people: called, why } }
}
