import type { KnownBlock } from '@slack/web-api'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Late } from '../../complaints/outbox.ts'
import type { Calendar } from '../../rules/working-days.ts'
import type { Instant } from '../../time/beijing.ts'
import type { Content, Lang } from '../content.ts'
import { fittingBlocks, header, paragraph } from '../parts/blocks.ts'
import { nextInShort } from '../parts/deadlines.ts'
import { ownerMentions } from '../parts/owner-doubt.ts'
import { gotIt, gotItButton } from '../parts/reaction-controls.ts'
import { mrkdwnOf, type Rich, rich, userText } from '../parts/rich.ts'
import { colon, listed } from '../vocabulary.ts'
import { lateReason, missedNames } from './overdue.ts'

/** A complaint, its late reminders, and the reminder that applies now, which may be in time. */
type Row = { complaint: Complaint; late: Late; post: { key: string; reminder: { at: Instant } } }

/** Maximum of reminders named for each complaint, and of characters of its order number. */
const drafts = [
  { named: 4, order: 40 },
  { named: 2, order: 24 },
  { named: 1, order: 16 },
]

/** The late reminders of up to 25 complaints, with each one's time left. */
export function digestContent(rows: Row[], calendar: Calendar, now: Instant, lang: Lang): Content {
  const title = {
    zh: `补发提醒：共 ${rows.length} 起投诉`,
    en: `Late reminders of ${rows.length} complaints`,
  }[lang]
  const ids = rows.map(({ complaint }) => complaint.id)
  return {
    text: `${title}${colon[lang]}${listed(ids, lang)}`,
    blocks: fittingBlocks(drafts, draft => [
      header(title),
      paragraph([
        {
          zh: rich`下面的提醒没能按时发出（${lateReason('zh')}），合成一条补发。期限照样在走，请各位负责人马上看自己的投诉。`,
          en: rich`These reminders did not come in time (${lateReason('en')}) and come in one message. The deadlines have been running: owners, please look at yours at once.`,
        }[lang],
        {
          zh: rich`处理完的步骤请在投诉的卡片上点按钮；看到了就点“${gotIt.zh}”。`,
          en: rich`Record a step with the buttons on the complaint’s card; press “${gotIt.en}” once you have seen it.`,
        }[lang],
      ]),
      ...rows.map(row => rowBlock(row, draft, { calendar, now }, lang)),
    ]),
  }
}

function rowBlock(
  { complaint, late, post }: Row,
  { named, order: length }: (typeof drafts)[number],
  { calendar, now }: { calendar: Calendar; now: Instant },
  lang: Lang,
): KnownBlock {
  const { id, order } = complaint
  const all = missedNames(late.missed, lang)
  const more = all.length - named
  const names =
    more > 0 ? [{ zh: `更早的 ${more} 条`, en: `${more} earlier ones` }[lang], ...all.slice(-named)] : all
  const lines: Rich[] = [
    {
      zh: rich`${id} · 订单 ${userText(order, length)} · ${ownerMentions(complaint)}`,
      en: rich`${id} · order ${userText(order, length)} · ${ownerMentions(complaint)}`,
    }[lang],
    { zh: rich`没按时发：${names.join('、')}`, en: rich`Not in time: ${names.join(', ')}` }[lang],
    ...(late.missed.some(({ key }) => key === post.key) ? [] : [dueLine(post, lang)]),
    {
      zh: rich`现在：${nextInShort(complaint, calendar, now, lang)}`,
      en: rich`Now: ${nextInShort(complaint, calendar, now, lang)}`,
    }[lang],
  ]
  return {
    type: 'section',
    block_id: `case:${id}`,
    text: { type: 'mrkdwn', text: lines.map(mrkdwnOf).join('\n') },
    accessory: gotItButton(id, lang),
  }
}

/** The reminder that is due now and in time. */
function dueLine({ key, reminder }: Row['post'], lang: Lang): Rich {
  const [name = ''] = missedNames([{ key, at: reminder.at }], lang)
  return { zh: rich`刚到时间：${name}`, en: rich`Due now: ${name}` }[lang]
}
