import type { Complaint } from '../../complaints/complaint.ts'
import type { Calendar } from '../../rules/working-days.ts'
import type { Instant } from '../../time/beijing.ts'
import type { Lang, Words } from '../content.ts'
import { statusText } from '../vocabulary.ts'
import { nextInShort } from './deadlines.ts'
import { bold, channelNamed, join, person, type Rich, rich, userText } from './rich.ts'
import { unreachableLines } from './unreachable.ts'

export type Filter = 'open' | 'closed' | 'mine' | 'overdue' | 'all'

export const listTitles: Record<Filter, Words> = {
  open: { zh: '本频道未结的投诉', en: 'Open complaints of this channel' },
  closed: { zh: '本频道已结束的投诉', en: 'Closed complaints of this channel' },
  mine: { zh: '您负责的未结投诉（所有频道）', en: 'Open complaints that you own, in all channels' },
  overdue: { zh: '本频道已过期限的投诉', en: 'Overdue complaints of this channel' },
  all: { zh: '本频道的全部投诉', en: 'All complaints of this channel' },
}

/** One complaint in a list, ending with its owner, or with its channel in a person's own list. */
export function listRow(
  complaint: Complaint,
  filter: Filter,
  calendar: Calendar,
  now: Instant,
  lang: Lang,
): Rich {
  const { id, order, shop, owner, channel } = complaint
  const facts: Rich[] = [
    rich`${statusText(complaint, lang)}`,
    rich`${nextInShort(complaint, calendar, now, lang)}`,
    rich`${{ zh: '订单', en: 'order' }[lang]} ${userText(order, 40)}`,
    ...(shop ? [rich`${userText(shop, 30)}`] : []),
    ...(unreachableLines(complaint, lang).length > 0
      ? [{ zh: rich`频道收不到消息`, en: rich`not reaching the channel` }[lang]]
      : []),
    rich`${filter === 'mine' ? channelNamed(channel) : person(owner)}`,
  ]
  return rich`${bold(id)} ${join(facts, ' · ')}`
}

/** Says how many rows of a list are left out. */
export const hiddenLines = (count: number, lang: Lang): Rich[] =>
  count > 0 ? [{ zh: rich`还有 ${count} 起没有显示。`, en: rich`And ${count} more.` }[lang]] : []
