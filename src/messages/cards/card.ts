import type { KnownBlock } from '@slack/web-api'
import { type Complaint, isOpen } from '../../complaints/complaint.ts'
import type { Calendar } from '../../rules/working-days.ts'
import type { Content, Lang } from '../content.ts'
import { header, paragraph, quote, smallPrint } from '../parts/blocks.ts'
import { cardButtons } from '../parts/buttons.ts'
import { checklistLines } from '../parts/checklist.ts'
import { clockLines } from '../parts/deadlines.ts'
import { factLines, penaltyLines, timeLines } from '../parts/facts.ts'
import { nextStep } from '../parts/next-step.ts'
import { ineligibleLines } from '../parts/owner-doubt.ts'
import { mrkdwnOf, quoted, rich, userText } from '../parts/rich.ts'
import { statusText } from '../vocabulary.ts'

type Card = { complaint: Complaint; calendar: Calendar; lang: Lang; content: Content }

/** The last card of each complaint, by its history: the card is drawn again before each reminder. */
const cards = new WeakMap<Complaint['history'], Card>()

/**
 * The message that always shows a complaint's current state, without countdowns, which would go stale.
 * The result is shared: do not change it in place.
 */
export function cardContent(complaint: Complaint, calendar: Calendar, lang: Lang): Content {
  const last = cards.get(complaint.history)
  if (last?.calendar === calendar && last.lang === lang && isSameRecord(last.complaint, complaint))
    return last.content
  const content = {
    text: cardText(complaint, calendar, lang),
    blocks: [...bodyBlocks(complaint, calendar, lang, 600), cardButtons(complaint, lang)],
  }
  cards.set(complaint.history, { complaint, calendar, lang, content })
  return content
}

/** Ignores `outbox`, because a card shows nothing of it. */
function isSameRecord(before: Complaint, after: Complaint): boolean {
  const facts = Object.keys({ ...before, ...after }) as (keyof Complaint)[]
  return facts.every(fact => fact === 'outbox' || before[fact] === after[fact])
}

/** The whole record except its history; the note is cut to `noteLength`. */
export function bodyBlocks(
  complaint: Complaint,
  calendar: Calendar,
  lang: Lang,
  noteLength: number,
): KnownBlock[] {
  const { id, note, bookVersion } = complaint
  const clocks = [...penaltyLines(complaint, lang), ...clockLines(complaint, calendar, lang)]
  const checklist = checklistLines(complaint, lang)
  return [
    header(`${id} · ${statusText(complaint, lang)}`),
    paragraph([...factLines(complaint, lang), ...ineligibleLines(complaint, lang)]),
    paragraph([...timeLines(complaint, calendar, lang), ...clocks]),
    ...(note ? [quote([quoted(note, noteLength)])] : []),
    ...(checklist.length > 0 ? [paragraph(checklist)] : []),
    paragraph([nextStep(complaint, lang)]),
    smallPrint(
      {
        zh: `时间均为北京时间。期限按规则书 ${bookVersion} 版推算，请以平台页面为准。`,
        en: `Beijing time. Deadlines follow rule book version ${bookVersion}; the platform’s own page decides.`,
      }[lang],
    ),
  ]
}

function cardText(complaint: Complaint, calendar: Calendar, lang: Lang): string {
  const { id, order } = complaint
  const status = statusText(complaint, lang)
  const [deadline = []] = isOpen(complaint) ? clockLines(complaint, calendar, lang) : []
  const first = {
    zh: rich`${id} ${status}：订单 ${userText(order, 64)}`,
    en: rich`${id} ${status}: order ${userText(order, 64)}`,
  }[lang]
  return [first, deadline]
    .filter(line => line.length > 0)
    .map(mrkdwnOf)
    .join('\n')
}
