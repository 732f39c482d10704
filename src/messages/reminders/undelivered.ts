import { appealWindow, evidenceWindow } from '../../complaints/clocks.ts'
import { type Complaint, penaltyOf } from '../../complaints/complaint.ts'
import type { Content, Lang } from '../content.ts'
import { contentOf } from '../parts/blocks.ts'
import { buttonName, stepButtons } from '../parts/buttons.ts'
import { windowLines } from '../parts/deadlines.ts'
import { caseLine } from '../parts/facts.ts'
import { nextStep } from '../parts/next-step.ts'
import { channelNamed, code, type Rich, rich, userText } from '../parts/rich.ts'
import { causeOf } from '../parts/unreachable.ts'

/**
 * Direct message for a complaint whose messages do not reach its channel. `error`: Slack's error code;
 * `canMove`: the person may move the complaint to another channel.
 */
export function undeliveredContent(
  complaint: Complaint,
  { error, canMove }: { error: string; canMove: boolean },
  lang: Lang,
): Content {
  const { id, channel } = complaint
  const { why, help } = causeOf(error)
  const move = canMove
    ? {
        zh: `；或者点${buttonName('move', 'zh')}`,
        en: `; or press ${buttonName('move', 'en')}`,
      }[lang]
    : ''
  return contentOf(
    [
      {
        zh: rich`${id} 的卡片或提醒发不到频道里，所以直接告诉您。`,
        en: rich`The card or a reminder of ${id} cannot be posted in its channel, so you are told directly.`,
      }[lang],
      caseLine(complaint, lang),
      { zh: rich`频道：${channelNamed(channel)}`, en: rich`Channel: ${channelNamed(channel)}` }[lang],
      ...deadlineLines(complaint, lang),
      nextStep(complaint, lang),
      {
        zh: rich`原因：${why.zh}（${code(userText(error).text)}）。怎么办：${help.zh}${move}。`,
        en: rich`Reason: ${why.en} (${code(userText(error).text)}). What helps: ${help.en}${move}.`,
      }[lang],
      {
        zh: rich`恢复之前，频道里收不到提醒，请自己盯住期限。`,
        en: rich`Until then no reminder reaches the channel: please watch the deadline yourself.`,
      }[lang],
    ],
    ...(canMove ? [stepButtons(['move'], complaint, lang)] : []),
  )
}

function deadlineLines(complaint: Complaint, lang: Lang): Rich[] {
  const penalty = penaltyOf(complaint)
  const { status } = complaint.state
  if (status === 'awaiting-evidence') return windowLines('evidence', evidenceWindow(complaint), lang)
  if (status === 'penalized' && penalty) return windowLines('appeal', appealWindow(complaint, penalty), lang)
  return []
}
