import type { QuietHours } from '../../complaints/channel-settings.ts'
import type { Entry } from '../../rules/rule-book.ts'
import { formatTime, type Instant } from '../../time/beijing.ts'
import type { Content, Lang } from '../content.ts'
import { contentOf, list, paragraph } from '../parts/blocks.ts'
import { quietRange } from '../parts/quiet-range.ts'
import { bold, mrkdwnOf, rich } from '../parts/rich.ts'

/** The steps through the platform's pages, one on each line. */
export function stepsContent({ question, steps }: Entry, lang: Lang): Content {
  const lines = steps[lang].map((step, index) => rich`${index + 1}. ${step}`)
  const title = rich`${bold(question[lang])}`
  return { text: mrkdwnOf(title), blocks: [paragraph([title, ...lines], 'rule-steps')] }
}

/** Checks before a buyer is contacted. `quiet`: the channel's quiet hours, `null` if it has none. */
export function contactCheckContent(
  { now, quiet, isQuiet }: { now: Instant; quiet: QuietHours | null; isQuiet: boolean },
  lang: Lang,
): Content {
  const hours = quiet ? quietRange(quiet) : ''
  const first = {
    zh: !quiet
      ? rich`现在是北京时间 ${formatTime(now)}。这个频道没有设静默时段；一般不要在晚上联系买家。`
      : isQuiet
        ? rich`现在是北京时间 ${formatTime(now)}，在静默时段 ${hours} 内，${bold('请等静默结束再联系')}。`
        : rich`现在是北京时间 ${formatTime(now)}，不在静默时段 ${hours} 内。`,
    en: !quiet
      ? rich`It is ${formatTime(now)} in Beijing. This channel has no quiet hours; generally do not contact a buyer at night.`
      : isQuiet
        ? rich`It is ${formatTime(now)} in Beijing, within the quiet hours ${hours}: ${bold('wait until they end')}.`
        : rich`It is ${formatTime(now)} in Beijing, outside the quiet hours ${hours}.`,
  }[lang]
  const points = {
    zh: [
      rich`今天是不是已经联系过？次数多了就可能算频繁。`,
      rich`电话没人接，不要接着打。`,
      rich`能用阿里旺旺说的，就用旺旺，聊天还能作凭证。`,
      rich`只谈怎么消除误会，不争吵，不提任何让对方害怕的话。`,
    ],
    en: [
      rich`Was the buyer contacted today already? Too often may count as frequent.`,
      rich`If a call is not answered, do not keep calling.`,
      rich`Prefer Wangwang: the chat is proof as well.`,
      rich`Clear up the misunderstanding; no quarrel, and nothing that could frighten.`,
    ],
  }[lang]
  return contentOf(
    [first],
    list(points),
    paragraph([
      {
        zh: rich`静默时段是本频道的设置，原文没有写具体钟点。`,
        en: rich`The quiet hours are a setting of the channel; the source names no hours.`,
      }[lang],
    ]),
  )
}
