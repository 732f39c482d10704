import type { KnownBlock } from '@slack/web-api'
import { clocksOf } from '../complaints/clocks.ts'
import type { Complaint } from '../complaints/complaint.ts'
import { baseName, type Rung, rungKey } from '../complaints/rung.ts'
import type { Instant } from '../rules/beijing.ts'
import { windowOf } from '../rules/deadlines.ts'
import type { Calendar } from '../rules/working-days.ts'
import { answerable, answerLines } from './answer-controls.ts'
import { header, paragraph } from './blocks.ts'
import { type stepButtons, stepElements } from './buttons.ts'
import { contactAdvised } from './contact-reminder.ts'
import type { Content, Lang } from './content.ts'
import { escalated } from './escalation.ts'
import { caseLine, ownerLine } from './facts.ts'
import { blockEnded, decisionAsked, reviewAsked } from './question-reminders.ts'
import { join, mrkdwnOf, person, type Rich, rich } from './rich.ts'
import { answerDue, appealDue, lapsed, missed } from './window-reminders.ts'

/** What a reminder is about: its clock, its rung and the instant that it is due. */
export type Reminded = Pick<Rung, 'clock' | 'name' | 'due'>

/**
 * What a reminder says beside its complaint: true at `now`, with the times until when it can be put off. `backups`: who
 * else is told when nobody answers.
 */
export type Occasion = { calendar: Calendar; now: Instant; offers: Instant[]; backups: string[] }

export type Draft = {
  title: string
  /** Who is called, in the notification's first words, and why. */
  call?: { people: Rich; why: Rich }
  when: Rich[]
  lines: Rich[]
  buttons: Parameters<typeof stepButtons>[0]
}

/**
 * A reminder as it is true at a time, which may be later than its rung: whose it is, what is due, what is missing, and
 * what somebody has said to it.
 */
export function reminderContent(
  complaint: Complaint,
  reminded: Reminded,
  occasion: Occasion,
  lang: Lang,
): Content {
  // The messages that tell others of a reminder are answered for it.
  const rung = { ...reminded, name: reminded.name.replace(/\+.*$/, '') }
  const draft = draftOf(complaint, rung, occasion, lang)
  const { title, call, when, lines, buttons } = escalated(draft, complaint, reminded, occasion, lang)
  const heading = { zh: `${complaint.id} ${title}`, en: `${complaint.id}: ${title}` }[lang]
  const called = call ? rich`${call.people} ` : []
  const summary = [
    rich`${called}${heading} ${person(complaint.owner)}`,
    join(when, lang === 'zh' ? '；' : '; '),
  ]
  const answers = answerLines(complaint, rung, lang)
  const elements = [
    ...stepElements(buttons, complaint, lang),
    ...(answers.length > 0 ? [] : answerable(complaint, occasion.offers, lang)),
  ]
  const blocks: KnownBlock[] = [
    header(heading),
    ...(call ? [paragraph([call.why])] : []),
    paragraph([caseLine(complaint, lang), ownerLine(complaint, lang), ...when, ...lines]),
    ...(answers.length > 0 ? [paragraph(answers)] : []),
    ...(elements.length > 0 ? [{ type: 'actions' as const, block_id: rungKey(rung), elements }] : []),
  ]
  return { text: summary.map(mrkdwnOf).join('\n').trim(), blocks }
}

function draftOf(
  complaint: Complaint,
  { clock, name, due }: Reminded,
  { calendar, now }: Occasion,
  lang: Lang,
): Draft {
  const clocks = clocksOf(complaint, calendar)
  const rung = baseName(name)
  switch (clock) {
    case 'evidence':
      return rung === 'missed'
        ? missed(complaint, clocks.evidence, lang)
        : answerDue(complaint, clocks.evidence, rung, now, lang)
    case 'contact':
      return contactAdvised(clocks.evidence, lang)
    case 'decision':
      return decisionAsked(complaint, calendar, now, lang)
    case 'appeal': {
      const window = clocks.appeal ?? windowOf(due, 0, due)
      return rung === 'lapsed' ? lapsed(window, lang) : appealDue(complaint, window, rung, now, lang)
    }
    case 'review':
      return reviewAsked(complaint, calendar, now, lang)
    case 'block':
      return blockEnded(due, lang)
  }
}
