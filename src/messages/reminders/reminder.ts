import type { KnownBlock } from '@slack/web-api'
import { clocksOf } from '../../complaints/clocks.ts'
import type { Complaint } from '../../complaints/complaint.ts'
import { parseReminderKey, type ReminderIdentity, reminderKey } from '../../complaints/reminder-step.ts'
import { windowOf } from '../../rules/deadlines.ts'
import type { Content, Lang } from '../content.ts'
import { header, paragraph } from '../parts/blocks.ts'
import { stepElements } from '../parts/buttons.ts'
import { caseLine, ownerLine } from '../parts/facts.ts'
import { ineligibleLines, ownerMentions, uncheckedLines } from '../parts/owner-doubt.ts'
import { reactionControls, reactionLines } from '../parts/reaction-controls.ts'
import { join, mrkdwnOf, rich } from '../parts/rich.ts'
import { contactDraft } from './contact-reminder.ts'
import { escalatedDraft } from './escalation.ts'
import { alsoLines, lateTitle, missedLines } from './overdue.ts'
import { blockDraft, decisionDraft, reviewDraft } from './question-reminders.ts'
import type { Draft, Occasion } from './reminder-draft.ts'
import { answerDraft, appealDraft, lapsedDraft, missedDraft } from './window-reminders.ts'

/** A reminder as of `occasion.now`, which may be later than its own time. */
export function reminderContent(
  complaint: Complaint,
  reminded: ReminderIdentity,
  occasion: Occasion,
  lang: Lang,
): Content {
  // A reaction to an escalation counts for the reminder that was escalated.
  const { escalatedTo: _, ...reminder } = reminded
  const draft = draftOf(complaint, reminder, occasion, lang)
  const {
    title: baseTitle,
    call,
    when,
    lines,
    buttons,
  } = escalatedDraft(draft, complaint, reminded, occasion, lang)
  const { late } = occasion
  const title = late ? lateTitle(baseTitle, lang) : baseTitle
  const others = (late?.also ?? []).flatMap(key => parseReminderKey(key) ?? [])
  const also = others.map(each => draftOf(complaint, each, occasion, lang))
  const heading = { zh: `${complaint.id} ${title}`, en: `${complaint.id}: ${title}` }[lang]
  const called = call ? rich`${call.people} ` : []
  const summary = [
    rich`${called}${heading} ${ownerMentions(complaint)}`,
    join(when, lang === 'zh' ? '；' : '; '),
  ]
  const reactions = reactionLines(complaint, reminder, lang)
  const elements = [
    ...stepElements([...new Set([...buttons, ...also.flatMap(each => each.buttons)])], complaint, lang),
    ...(reactions.length > 0 ? [] : reactionControls(complaint, occasion.offers, lang)),
  ]
  const blocks: KnownBlock[] = [
    header(heading),
    ...(call ? [paragraph([call.why])] : []),
    ...(late && late.missed.length > 0 ? [paragraph(missedLines(late.missed, lang))] : []),
    paragraph([
      caseLine(complaint, lang),
      ownerLine(complaint, lang),
      ...when,
      ...lines,
      ...uncheckedLines(complaint, lang),
      ...ineligibleLines(complaint, lang),
    ]),
    ...(also.length > 0 ? [paragraph(also.flatMap(each => alsoLines(each, when, lang)))] : []),
    ...(reactions.length > 0 ? [paragraph(reactions)] : []),
    ...(elements.length > 0 ? [{ type: 'actions' as const, block_id: reminderKey(reminder), elements }] : []),
  ]
  return { text: summary.map(mrkdwnOf).join('\n').trim(), blocks }
}

/** A reminder's title: `举证答复还剩 1 天`. */
export const reminderTitle = (
  complaint: Complaint,
  reminded: ReminderIdentity,
  occasion: Occasion,
  lang: Lang,
): string => draftOf(complaint, reminded, occasion, lang).title

function draftOf(
  complaint: Complaint,
  { clock, base, due }: ReminderIdentity,
  { calendar, now }: Occasion,
  lang: Lang,
): Draft {
  const clocks = clocksOf(complaint, calendar)
  switch (clock) {
    case 'evidence':
      return base === 'missed'
        ? missedDraft(complaint, clocks.evidence, lang)
        : answerDraft(complaint, clocks.evidence, now, lang)
    case 'contact':
      return contactDraft(clocks.evidence, lang)
    case 'decision':
      return decisionDraft(complaint, calendar, now, lang)
    case 'appeal': {
      const window = clocks.appeal ?? windowOf(due, 0, due)
      return base === 'lapsed' ? lapsedDraft(window, lang) : appealDraft(complaint, window, now, lang)
    }
    case 'review':
      return reviewDraft(complaint, calendar, now, lang)
    case 'block':
      return blockDraft(due, lang)
  }
}
