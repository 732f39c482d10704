import type { KnownBlock } from '@slack/web-api'
import type { Complaint, Entry } from '../../complaints/complaint.ts'
import type { Shortlist } from '../../complaints/shortlist.ts'
import type { Calendar } from '../../rules/working-days.ts'
import { formatTime, type Instant } from '../../time/beijing.ts'
import { bodyBlocks } from '../cards/card.ts'
import type { Content, Lang } from '../content.ts'
import { appealCheckLines } from '../parts/appeal-check.ts'
import { contentOf, fittingBlocks, header, list, paragraph, smallPrint } from '../parts/blocks.ts'
import { stepButtons } from '../parts/buttons.ts'
import { nextLines } from '../parts/deadlines.ts'
import { caseLine } from '../parts/facts.ts'
import { type Health, healthLine, noLookUpLine } from '../parts/health.ts'
import { entryLine } from '../parts/history.ts'
import { type Filter, hiddenLines, listRow, listTitles } from '../parts/list-rows.ts'
import { nextStep } from '../parts/next-step.ts'
import { ineligibleLines, uncheckedLines } from '../parts/owner-doubt.ts'
import { bold, code, mrkdwnOf, type Rich, rich } from '../parts/rich.ts'
import { unreachableLines } from '../parts/unreachable.ts'
import { statusText } from '../vocabulary.ts'
import { verbLines } from './help-lines.ts'
import { typedBlocks } from './refusals.ts'

/** Reply to a change: the history entries it `added`, or that the complaint is new, and what is due next. */
export function changedReply(
  added: Entry[] | undefined,
  after: Complaint,
  calendar: Calendar,
  now: Instant,
  lang: Lang,
): Content {
  const { id } = after
  const headline = added
    ? {
        zh: rich`${bold(id)} 已更新：${statusText(after, 'zh')}`,
        en: rich`${bold(id)} updated: ${statusText(after, 'en')}`,
      }[lang]
    : { zh: rich`已记录 ${caseLine(after, 'zh')}`, en: rich`Recorded ${caseLine(after, 'en')}` }[lang]
  const copied = added ? [] : copiedLine(after, lang)
  return contentOf([
    headline,
    ...(added ? added.slice(-10).map(entry => entryLine(entry, lang, 300)) : copied),
    ...uncheckedLines(after, lang),
    ...ineligibleLines(after, lang),
    ...unreachableLines(after, lang),
    ...nextLines(after, calendar, now, lang),
    nextStep(after, lang),
  ])
}

function copiedLine({ copied, receivedAt }: Complaint, lang: Lang): Rich[] {
  if (!copied) return []
  const at = formatTime(receivedAt)
  return [
    {
      received: {
        zh: rich`没填收到时间，按发起时间 ${at} 计。实际收到更晚的，请更正。`,
        en: rich`Time of receipt not given: taken equal to the filing, ${at}. Correct it if it came later.`,
      },
      filed: {
        zh: rich`没填发起时间，按收到时间 ${at} 计。实际发起更早的，请更正。`,
        en: rich`Filing time not given: taken equal to the receipt, ${at}. Correct it if it was earlier.`,
      },
    }[copied][lang],
  ]
}

/** Refuses a second open complaint of one order in the channel, and gives the command back. */
export const existsReply = (
  complaint: Complaint,
  calendar: Calendar,
  now: Instant,
  lang: Lang,
  typed = '',
): Content =>
  contentOf(
    [
      {
        zh: rich`这个订单已有未结的投诉：${caseLine(complaint, 'zh')}。没有再记一次。`,
        en: rich`This order has an open complaint already: ${caseLine(complaint, 'en')}. Nothing was recorded again.`,
      }[lang],
      rich`${statusText(complaint, lang)}`,
      ...nextLines(complaint, calendar, now, lang),
      {
        zh: rich`查看：${code(`/complaint 查看 ${complaint.id}`)}`,
        en: rich`See it: ${code(`/complaint show ${complaint.id}`)}`,
      }[lang],
    ],
    ...typedBlocks(typed, lang),
  )

/** Reply to a repeated request, or to one for what is on record already. */
export const unchangedReply = (complaint: Complaint, calendar: Calendar, now: Instant, lang: Lang): Content =>
  contentOf([
    {
      zh: rich`${bold(complaint.id)} 没有变化，这一步已经记过：${statusText(complaint, 'zh')}`,
      en: rich`${bold(complaint.id)} is unchanged, this was on record already: ${statusText(complaint, 'en')}`,
    }[lang],
    ...unreachableLines(complaint, lang),
    ...nextLines(complaint, calendar, now, lang),
  ])

const maxRows = 30

/** A list in the given order, of up to 30 rows. */
export function listReply(
  { first, count }: Shortlist<Complaint>,
  filter: Filter,
  calendar: Calendar,
  now: Instant,
  lang: Lang,
): Content {
  const name = listTitles[filter][lang]
  if (count === 0) return contentOf([{ zh: rich`${name}：没有。`, en: rich`${name}: none.` }[lang]])
  const title = { zh: `${name}：${count} 起`, en: `${name}: ${count}` }[lang]
  return {
    text: title,
    blocks: fittingBlocks([maxRows, 20, 10], max => [
      header(title),
      list(first.slice(0, max).map(complaint => listRow(complaint, filter, calendar, now, lang))),
      ...(count > max ? [paragraph(hiddenLines(count - max, lang))] : []),
    ]),
  }
}

/** Everything about one complaint. A history that does not fit loses its oldest entries. */
export function showReply(complaint: Complaint, calendar: Calendar, now: Instant, lang: Lang): Content {
  const { id, history } = complaint
  const body = (noteLength: number): KnownBlock[] => [
    ...bodyBlocks(complaint, calendar, lang, noteLength),
    paragraph([
      ...unreachableLines(complaint, lang),
      ...uncheckedLines(complaint, lang),
      ...nextLines(complaint, calendar, now, lang),
    ]),
  ]
  const drafts = [
    { note: 3000, entries: 100, words: 3000 },
    { note: 3000, entries: 60, words: 200 },
    { note: 1500, entries: 40, words: 100 },
    { note: 600, entries: 15, words: 60 },
  ]
  return {
    text: mrkdwnOf(rich`${id} ${statusText(complaint, lang)}`),
    blocks: fittingBlocks(drafts, ({ note, entries, words }) => [
      ...body(note),
      ...historyBlocks(history.slice(-entries), history.length - entries, words, lang),
    ]),
  }
}

function historyBlocks(
  shown: Complaint['history'],
  hidden: number,
  length: number,
  lang: Lang,
): KnownBlock[] {
  const title = { zh: rich`${bold('记录')}`, en: rich`${bold('History')}` }[lang]
  const older = { zh: rich`更早的 ${hidden} 条没有显示。`, en: rich`${hidden} older entries are not shown.` }[
    lang
  ]
  return [
    paragraph(hidden > 0 ? [title, older] : [title]),
    list(shown.map(entry => entryLine(entry, lang, length))),
  ]
}

/** Reply to `help`: the reminders' health, and every verb with an example. */
export function helpReply(lang: Lang, health: Health, now: Instant): Content {
  const title = { zh: '申诉管家：操作和示例', en: 'Shensu: what you can type' }[lang]
  const state = healthLine(health, now, lang)
  return {
    text: mrkdwnOf(rich`${title}\n${state}`),
    blocks: [
      header(title),
      paragraph(health.canLookUp ? [state] : [state, noLookUpLine(lang)]),
      list(verbLines(lang)),
      smallPrint(
        {
          zh: '规则问题用 /harassment 提问。时间写北京时间 2026-11-20 10:30，一天结束写 24:00；中英文的操作名和参数名都可以。',
          en: 'Ask about the rules with /harassment. Write Beijing time as 2026-11-20 10:30, the end of a day as 24:00. Verbs and keys work in Chinese and English.',
        }[lang],
      ),
    ],
  }
}

/** Asks for confirmation before the one appeal is recorded. */
export function confirmAppeal(
  complaint: Complaint,
  at: Instant,
  calendar: Calendar,
  now: Instant,
  lang: Lang,
): Content {
  const { id } = complaint
  const command = {
    zh: `/complaint 申诉 ${id} 时间="${formatTime(at)}" 确认=是`,
    en: `/complaint appealed ${id} at="${formatTime(at)}" confirm=yes`,
  }[lang]
  return contentOf(
    [
      {
        zh: rich`${bold(id)} 处罚后的申诉只有一次，提交后不能重来。还没有记录，请先核对：`,
        en: rich`The one appeal of ${bold(id)} cannot be repeated once it is submitted. Nothing was recorded yet; please check:`,
      }[lang],
      ...appealCheckLines(complaint, calendar, now, lang),
      {
        zh: rich`确实已在平台提交的，输入 ${code(command)}，或点下面的按钮。`,
        en: rich`If it was submitted on the platform, type ${code(command)} or press the button below.`,
      }[lang],
    ],
    stepButtons(['appealed'], complaint, lang),
  )
}
