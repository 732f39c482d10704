import type { Complaint, Entry } from '../../complaints/complaint.ts'
import { formatTime } from '../../time/beijing.ts'
import type { Content, Lang } from '../content.ts'
import { fittingBlocks, list, paragraph } from './blocks.ts'
import { bold, mrkdwnOf, person, type Rich, rich, userText } from './rich.ts'
import { stepLine } from './step-lines.ts'

/** Characters of each typed text to show; the first that fits the message is used. */
const lengths = [1000, 400, 150, 60]

/** People's names by their user ids. */
export type Names = ReadonlyMap<string, string>

/** A message in the thread about up to ten new history entries. */
export function historyContent(complaint: Complaint, entries: Entry[], lang: Lang, names: Names): Content {
  const { id } = complaint
  const [first] = entries
  const summary =
    first && entries.length === 1 ? entryLine(first, lang, 200, names) : countLine(entries.length, lang)
  return {
    text: mrkdwnOf(rich`${id} · ${summary}`),
    blocks: fittingBlocks(lengths, maxLength => [
      paragraph([{ zh: rich`${bold(id)} 的记录`, en: rich`History of ${bold(id)}` }[lang]]),
      list(entries.map(entry => entryLine(entry, lang, maxLength, names))),
    ]),
  }
}

const countLine = (count: number, lang: Lang): Rich =>
  ({ zh: rich`新增 ${count} 条记录`, en: rich`${count} new entries` })[lang]

/**
 * One entry: `2026-11-20 10:31 小李 记录了投诉`. A typed text in it is cut to `maxLength`. The person who acted is
 * named without a mention, which would notify them of their own step, unless `names` does not know them.
 */
export function entryLine(
  { step, at, by, undone }: Entry,
  lang: Lang,
  maxLength: number,
  names?: Names,
): Rich {
  const written = (user: string) => (user === by ? nameOrMention(user, names) : person(user))
  const actor = by === undefined ? [] : rich`${written(by)} `
  const suffix = undone ? { zh: '（后来撤回）', en: ' (undone later)' }[lang] : ''
  return rich`${formatTime(at)} ${actor}${stepLine(step, { maxLength, written }, lang)}${suffix}`
}

const nameOrMention = (user: string, names?: Names) => {
  const name = names?.get(user)
  return name ? userText(name, 40) : person(user)
}
