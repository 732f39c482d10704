import type { KnownBlock } from '@slack/web-api'
import type { Complaint } from '../../complaints/complaint.ts'
import type { Shortlist } from '../../complaints/shortlist.ts'
import type { Calendar } from '../../rules/working-days.ts'
import { formatTime, type Instant } from '../../time/beijing.ts'
import type { Content, Lang } from '../content.ts'
import { divider, header, paragraph, smallPrint } from '../parts/blocks.ts'
import { cardButtons } from '../parts/buttons.ts'
import { type Health, healthLine } from '../parts/health.ts'
import { hiddenLines, listRow, listTitles } from '../parts/list-rows.ts'
import { bold, code, type Rich, rich } from '../parts/rich.ts'
import { colon } from '../vocabulary.ts'

/** Each complaint takes two blocks, and Slack allows a hundred in a Home. */
const maxRows = 30

export type HomeParts = {
  /** The person's own open complaints, by next deadline. */
  overdue: Shortlist<Complaint>
  running: Shortlist<Complaint>
  health: Health
}

/** Puts the outcome of the last press or form on top of a Home. */
export const withNotice = (home: Content, notice: Content | undefined): Content =>
  notice ? { ...home, blocks: [...notice.blocks, divider, ...home.blocks] } : home

/** A person's Home: overdue complaints, then the others, with their buttons; the reminders' health. */
export function homeContent(
  { overdue, running, health }: HomeParts,
  calendar: Calendar,
  now: Instant,
  lang: Lang,
): Content {
  const title = `${listTitles.mine[lang]}${colon[lang]}${overdue.count + running.count}`
  const late = overdue.first.slice(0, maxRows)
  const others = running.first.slice(0, maxRows - late.length)
  const hidden = overdue.count + running.count - late.length - others.length
  const rowsOf = (shown: Complaint[], heading: Rich): KnownBlock[] => {
    const rows = shown.flatMap(complaint => rowBlocks(complaint, calendar, now, lang))
    return shown.length > 0 ? [paragraph([heading]), ...rows] : []
  }
  return {
    text: title,
    blocks: [
      header(title),
      ...rowsOf(
        late,
        { zh: rich`${bold(`已过期限：${overdue.count}`)}`, en: rich`${bold(`Overdue: ${overdue.count}`)}` }[
          lang
        ],
      ),
      ...rowsOf(
        others,
        { zh: rich`${bold(`进行中：${running.count}`)}`, en: rich`${bold(`Running: ${running.count}`)}` }[
          lang
        ],
      ),
      paragraph([...hiddenLines(hidden, lang), healthLine(health, now, lang), hintLine(lang)]),
      smallPrint(
        {
          zh: `更新于北京时间 ${formatTime(now)}，剩余时间按那时计算。重新打开这一页就会更新。`,
          en: `Updated at ${formatTime(now)} Beijing time; what is left was counted then. Open this tab again to update it.`,
        }[lang],
      ),
    ],
  }
}

const rowBlocks = (complaint: Complaint, calendar: Calendar, now: Instant, lang: Lang): KnownBlock[] => [
  paragraph([listRow(complaint, 'mine', calendar, now, lang)]),
  { ...cardButtons(complaint, lang), block_id: `case:${complaint.id}` },
]

const hintLine = (lang: Lang): Rich =>
  ({
    zh: rich`登记投诉：在店铺的频道里输入 ${code('/complaint 新增')}，全部操作见 ${code('/complaint 帮助')}。`,
    en: rich`To record a complaint type ${code('/complaint new')} in the shop’s channel; ${code('/complaint help')} lists everything.`,
  })[lang]
