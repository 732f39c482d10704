import { atHour, formatTime, type Instant } from '../rules/beijing.ts'
import type { Entry } from '../rules/rule-book.ts'
import { list, paragraph, saying } from './blocks.ts'
import type { Content, Lang } from './content.ts'
import { bold, mrkdwnOf, rich } from './rich.ts'

/** A path of the platform's pages, one step a line. */
export function stepsContent({ question, steps }: Entry, lang: Lang): Content {
  const lines = steps[lang].map((step, index) => rich`${index + 1}. ${step}`)
  const title = rich`${bold(question[lang])}`
  return { text: mrkdwnOf(title), blocks: [paragraph([title, ...lines], 'rule-steps')] }
}

/** Hours in which buyers had better not be contacted: a habit of the team, for the source names none. */
const quiet = { from: 22, to: 8 }

/** What to look at before a buyer is contacted, at this time of day. */
export function contactCheckContent(now: Instant, lang: Lang): Content {
  const isQuiet = now >= atHour(now, quiet.from) || now < atHour(now, quiet.to)
  const hours = `${quiet.from}:00-0${quiet.to}:00`
  const first = {
    zh: isQuiet
      ? rich`现在是北京时间 ${formatTime(now)}，在免打扰时段 ${hours} 内，${bold('请等到早上再联系')}。`
      : rich`现在是北京时间 ${formatTime(now)}，不在免打扰时段 ${hours} 内。`,
    en: isQuiet
      ? rich`It is ${formatTime(now)} in Beijing, within the quiet hours ${hours}: ${bold('wait until morning')}.`
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
  return saying(
    [first],
    list(points),
    paragraph([
      {
        zh: rich`免打扰时段是团队的习惯，原文没有写具体钟点。`,
        en: rich`The quiet hours are a habit of the team; the source names no hours.`,
      }[lang],
    ]),
  )
}
