import type { Complaint, Ineligible } from '../../complaints/complaint.ts'
import type { Lang, Words } from '../content.ts'
import { buttonName } from './buttons.ts'
import { code, person, type Rich, rich } from './rich.ts'

/** The reason why reminders do not reach a person, as the end of a sentence that begins with their name. */
export const ineligibleWords: Record<Ineligible, Words> = {
  bot: { zh: '是机器人', en: 'is a bot' },
  outsider: { zh: '不是本工作区的在职成员', en: 'is no active member of this workspace' },
  elsewhere: { zh: '不在频道里', en: 'is not in the channel' },
  unknown: { zh: '在 Slack 里找不到', en: 'is not known to Slack' },
}

/**
 * Mentions the owner. Until Slack confirms that reminders reach the owner, also mentions the person who
 * named them.
 */
export const ownerMentions = ({ owner, ownerCheck }: Complaint): Rich =>
  ownerCheck ? rich`${person(owner)} ${person(ownerCheck.namedBy)}` : [person(owner)]

/** Warns that reminders do not reach the owner, and explains how to name another one. */
export function ineligibleLines({ id, owner, ownerCheck }: Complaint, lang: Lang): Rich[] {
  if (!ownerCheck?.unfit) return []
  const why = ineligibleWords[ownerCheck.unfit]
  const by = person(ownerCheck.namedBy)
  const canInvite = ownerCheck.unfit === 'elsewhere'
  return [
    {
      zh: rich`负责人 ${person(owner)} ${why.zh}，收不到提醒。请 ${by} 换负责人：${code(`/complaint 指派 ${id} @小李`)}，或点卡片菜单里的${buttonName('assign', 'zh')}${canInvite ? '；也可以把对方请进频道' : ''}。`,
      en: rich`Reminders do not reach the owner: ${person(owner)} ${why.en}. ${by}, please name another one with ${code(`/complaint assign ${id} @li`)} or ${buttonName('assign', 'en')} in the card’s menu${canInvite ? ', or invite them to the channel' : ''}.`,
    }[lang],
  ]
}

/** Warns that Slack has not confirmed the owner yet, and says who else is mentioned until then. */
export function uncheckedLines({ owner, ownerCheck }: Complaint, lang: Lang): Rich[] {
  if (!ownerCheck || ownerCheck.unfit) return []
  const by = person(ownerCheck.namedBy)
  return [
    {
      zh: rich`暂时无法向 Slack 核对负责人 ${person(owner)} 能否收到提醒。核对之前，提醒会同时提到 ${by}。`,
      en: rich`Slack could not be asked whether reminders reach the owner, ${person(owner)}. Until it answers, they also mention ${by}.`,
    }[lang],
  ]
}

/** Warns that the complaint was recorded although Slack could not be asked about the channel. */
export const channelUncheckedLine = (lang: Lang): Rich =>
  ({
    zh: rich`暂时无法向 Slack 核对本频道，投诉已先记下。如果卡片发不进频道，会直接发消息告诉负责人。`,
    en: rich`Slack could not be asked about this channel, so the complaint was recorded first. If its card cannot be posted here, its owner is told directly.`,
  })[lang]
