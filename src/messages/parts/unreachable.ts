import type { Complaint } from '../../complaints/complaint.ts'
import { formatTime } from '../../time/beijing.ts'
import type { Lang, Words } from '../content.ts'
import { bold, type Rich, rich, userText } from './rich.ts'

/** The reason why messages do not reach a channel, and a remedy other than moving the complaint. */
type Cause = { why: Words; help: Words }

const notInChannel: Cause = {
  why: { zh: '应用已不在频道里', en: 'the app is no longer in the channel' },
  help: {
    zh: '请在频道里输入 /invite 把申诉管家请回来',
    en: 'please bring the app back by typing /invite in the channel',
  },
}
const tokenRejected: Cause = {
  why: { zh: 'Slack 不再认这个应用', en: 'Slack no longer knows this app' },
  help: { zh: '请让管理员重新安装应用', en: 'please ask an admin to install it again' },
}

/** By Slack's error code. */
const causes: Record<string, Cause> = {
  is_archived: {
    why: { zh: '频道已归档', en: 'the channel is archived' },
    help: { zh: '请取消归档', en: 'please unarchive it' },
  },
  not_in_channel: notInChannel,
  channel_not_found: {
    why: {
      zh: '频道找不到了，可能已删除，或应用已被移出私有频道',
      en: 'the channel cannot be found: it was deleted, or the app was removed from a private one',
    },
    help: { zh: '请把应用请回频道', en: 'please invite the app again' },
  },
  restricted_action: {
    why: { zh: '频道的发言权限不允许应用发消息', en: 'the channel’s posting permissions keep the app out' },
    help: { zh: '请让管理员放开', en: 'please ask an admin to allow it' },
  },
  missing_scope: {
    why: { zh: '应用缺少发消息的权限', en: 'the app lacks the permission to post' },
    help: { zh: '请让管理员重新安装应用', en: 'please ask an admin to reinstall it' },
  },
  token_revoked: tokenRejected,
  account_inactive: tokenRejected,
  invalid_auth: tokenRejected,
}

/** Errors of a single message, not of its channel. */
const messageErrors = /^(msg_|invalid_blocks|invalid_metadata|metadata_|no_text)/

export function causeOf(error: string): Cause {
  const known = Object.hasOwn(causes, error) ? causes[error] : undefined
  const word = userText(error, 60).text
  return (
    known ?? {
      why: { zh: `Slack 说 ${word}`, en: `Slack says ${word}` },
      help: {
        zh: '请检查应用是否还在频道里，并让管理员看日志',
        en: 'please check that the app is still in the channel, and ask an admin to look at the log',
      },
    }
  )
}

/** Warns that a complaint's messages do not reach its channel, since when and why. */
export function unreachableLines({ outbox: { trouble } }: Complaint, lang: Lang): Rich[] {
  if (!trouble || messageErrors.test(trouble.error)) return []
  if (!trouble.refused && trouble.toldOf === undefined) return []
  const since = formatTime(trouble.since)
  const { why } = causeOf(trouble.error)
  return [
    {
      zh: rich`${bold('频道收不到消息')}，从 ${since} 起：${why.zh}。`,
      en: rich`${bold('Messages do not reach the channel')} since ${since}: ${why.en}.`,
    }[lang],
  ]
}
