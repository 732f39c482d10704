import { appealWindow, evidenceWindow } from '../complaints/clocks.ts'
import { type Complaint, penaltyOf } from '../complaints/complaint.ts'
import { saying } from './blocks.ts'
import type { Content, Lang, Words } from './content.ts'
import { windowLines } from './deadlines.ts'
import { caseLine } from './facts.ts'
import { nextStep } from './next-step.ts'
import { channelNamed, code, type Rich, rich, said } from './rich.ts'

const invite: Words = {
  zh: '请在频道里输入 /invite 把申诉管家请回来。',
  en: 'Please bring the app back by typing /invite in the channel.',
}

/** What Slack's errors mean to a person, and what helps. */
const remedies: Record<string, Words> = {
  is_archived: {
    zh: '频道已归档。请取消归档，或在别的频道重新记录这起投诉。',
    en: 'The channel is archived. Please unarchive it, or record the complaint in another channel.',
  },
  not_in_channel: invite,
  channel_not_found: {
    zh: '频道找不到了，可能已删除，或应用已被移出私有频道。请把应用请回频道，或在别的频道重新记录。',
    en: 'The channel cannot be found: it was deleted, or the app was removed from a private one. Please invite the app again, or record the complaint in another channel.',
  },
  restricted_action: {
    zh: '频道的发言权限不允许应用发消息。请让管理员放开。',
    en: 'The channel’s posting permissions keep the app out. Please ask an admin to allow it.',
  },
  missing_scope: {
    zh: '应用缺少发消息的权限。请让管理员重新安装应用。',
    en: 'The app lacks the permission to post. Please ask an admin to reinstall it.',
  },
}

const other: Words = {
  zh: '请到频道里检查应用是否还在，并让管理员看日志。',
  en: 'Please check that the app is still in the channel, and ask an admin to look at the log.',
}

/** Tells a person directly that a complaint's messages no longer reach its channel. `error`: Slack's own code. */
export function undeliveredContent(complaint: Complaint, error: string, lang: Lang): Content {
  const { id, channel } = complaint
  const remedy = (Object.hasOwn(remedies, error) ? remedies[error] : undefined) ?? other
  return saying([
    {
      zh: rich`${id} 的卡片或提醒发不到频道里，所以直接告诉您。`,
      en: rich`The card or a reminder of ${id} cannot be posted in its channel, so you are told directly.`,
    }[lang],
    caseLine(complaint, lang),
    { zh: rich`频道：${channelNamed(channel)}`, en: rich`Channel: ${channelNamed(channel)}` }[lang],
    ...deadlineLines(complaint, lang),
    nextStep(complaint, lang),
    {
      zh: rich`原因：${code(said(error).text)}。${remedy.zh}`,
      en: rich`Reason: ${code(said(error).text)}. ${remedy.en}`,
    }[lang],
    {
      zh: rich`恢复之前，频道里可能收不到提醒，请自己盯住期限。`,
      en: rich`Until then reminders may not reach the channel: please watch the deadline yourself.`,
    }[lang],
  ])
}

function deadlineLines(complaint: Complaint, lang: Lang): Rich[] {
  const penalty = penaltyOf(complaint)
  const { status } = complaint.state
  if (status === 'awaiting-evidence') return windowLines('evidence', evidenceWindow(complaint), lang)
  if (status === 'penalized' && penalty) return windowLines('appeal', appealWindow(complaint, penalty), lang)
  return []
}
